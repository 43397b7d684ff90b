package ai.openclaw.voice.models;

import java.io.PrintStream;
import java.util.Locale;

/** Draws progress in a terminal; elsewhere, as in a CI's log, prints lines only. */
public final class ProgressBar implements Progress {
    private static final int WIDTH = 30;
    /** Redrawing more often than this is seen by nobody. */
    private static final long REDRAW_NANOS = 100_000_000;

    private final PrintStream out;
    private final boolean terminal;
    private long drawn;
    private boolean open;

    public ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public synchronized void line(String text) {
        if (open) {
            out.print("\r\033[K");
            open = false;
        }
        out.println(text);
    }

    @Override
    public synchronized void bytes(String what, long bytes, long total) {
        long now = System.nanoTime();
        if (!terminal || now - drawn < REDRAW_NANOS && bytes != total) {
            return;
        }
        drawn = now;
        open = true;
        String size = String.format(Locale.ROOT, "%.1f", bytes / 1e6);
        if (total > 0) {
            int done = (int) (WIDTH * Math.min(bytes, total) / total);
            out.printf(
                    Locale.ROOT,
                    "\r\033[K  %s%s %s of %.1f MB  %s",
                    "█".repeat(done),
                    "░".repeat(WIDTH - done),
                    size,
                    total / 1e6,
                    what);
        } else {
            out.printf("\r\033[K  %s MB  %s", size, what);
        }
        out.flush();
    }
}
