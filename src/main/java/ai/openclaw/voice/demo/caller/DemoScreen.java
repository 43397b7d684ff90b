package ai.openclaw.voice.demo.caller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the demo shows in the terminal. Colours only where there is one. Thread-safe. */
public final class DemoScreen {
    /** One bar of a waterfall. {@code ms} is how long the stage took; the stages follow upon each other. */
    public record Stage(String label, long ms) {}

    /** Columns for the bars: with label and figure a line stays below 80 characters. */
    private static final int BAR_COLUMNS = 44;

    private static final int TEXT_COLUMNS = 62;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final String BOLD = "1";
    private static final String DIM = "2";
    private static final String GREEN = "32";
    private static final String YELLOW = "33";
    private static final String CYAN = "36";
    private static final String RED = "31";

    private final PrintStream out;
    private final boolean colours;

    public DemoScreen(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** Standard output; colours when it is a terminal and NO_COLOR (no-color.org) is not set. */
    public static DemoScreen ofTerminal() {
        String term = System.getenv("TERM");
        boolean terminal = System.console() != null && term != null && !term.equals("dumb");
        return new DemoScreen(System.out, terminal && System.getenv("NO_COLOR") == null);
    }

    public synchronized void heading(String text) {
        out.println();
        out.println(paint(BOLD, text));
    }

    public synchronized void note(String text) {
        out.println(paint(DIM, "  " + text));
    }

    public synchronized void problem(String text) {
        out.println(paint(RED, "  " + text));
    }

    /** Somebody said something, now. */
    public synchronized void said(String speaker, String text) {
        String colour = speaker.equals("caller") ? CYAN : GREEN;
        String name = String.format("  %-10s ", speaker);
        List<String> lines = wrapped(text);
        for (int i = 0; i < lines.size(); i++) {
            out.println((i == 0 ? paint(colour, name) : " ".repeat(name.length())) + lines.get(i));
        }
        out.flush();
    }

    /** Where a turn's time went: each stage's bar begins where the one before it ended. */
    public synchronized void waterfall(int turn, List<Stage> stages) {
        long total =
                Math.max(1, stages.stream().mapToLong(s -> Math.max(0, s.ms)).sum());
        int label = stages.stream().mapToInt(s -> s.label.length()).max().orElse(0);
        out.println();
        out.println(
                "  " + paint(BOLD, "turn " + turn) + ": " + total + " ms from the end of speech to the first sound");
        long at = 0;
        for (Stage stage : stages) {
            long ms = Math.max(0, stage.ms);
            int from = (int) Math.min(BAR_COLUMNS - 1L, at * BAR_COLUMNS / total);
            int to = (int) Math.max(from + 1, (at + ms) * BAR_COLUMNS / total);
            String bar = " ".repeat(from) + paint(YELLOW, "#".repeat(to - from)) + " ".repeat(BAR_COLUMNS - to);
            out.printf("  %-" + Math.max(1, label) + "s |%s| %5d ms%n", stage.label, bar, stage.ms);
            at += ms;
        }
        out.println();
    }

    /** The call's record; text that is no JSON is shown as it is. */
    public synchronized void record(String json) {
        String text = json;
        try {
            text = JSON.writeValueAsString(JSON.readTree(json));
        } catch (JsonProcessingException notJson) {
            // Shown as it came: better than hidden.
        }
        text.lines().forEach(line -> out.println("  " + line));
    }

    /** Where things are, or what to do next: a name and a value in each line. */
    public synchronized void list(String heading, Map<String, String> entries) {
        heading(heading);
        int width = entries.keySet().stream().mapToInt(String::length).max().orElse(1);
        entries.forEach((name, value) -> out.printf("  %-" + width + "s  %s%n", name, value));
        out.flush();
    }

    /** What the caller measured. */
    public synchronized void figures(CallReport report) {
        CallOutcome outcome = report.outcome();
        out.printf(
                "  SIP %d %s after %d ms, codec %s%n",
                outcome.status(), outcome.reasonPhrase(), outcome.setupMs(), report.codec());
        RtpStatistics rtp = report.rtp();
        out.printf(
                java.util.Locale.ROOT,
                "  RTP %d packets sent, %d received, %d lost, jitter %.1f ms, longest gap %.0f ms%n",
                rtp.sent(),
                rtp.received(),
                rtp.lost(),
                rtp.jitterMs(),
                rtp.maxGapMs());
        for (CallReport.TurnReport turn : report.turns()) {
            String figure = turn.responseMs() == null ? "no answer" : turn.responseMs() + " ms";
            out.printf("  question %d: first sound of the answer after %s%n", turn.turn(), figure);
        }
        out.flush();
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > TEXT_COLUMNS) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private String paint(String style, String text) {
        return colours ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
    }
}
