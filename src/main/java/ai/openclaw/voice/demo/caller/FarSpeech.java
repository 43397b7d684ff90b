package ai.openclaw.voice.demo.caller;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Hears when the far side begins and ceases to sound, by energy, packet for packet as they arrive. Thread-safe. */
public final class FarSpeech {
    /** RMS above this is sound. Comfort noise lies below -50 dBFS, quiet speech above -40. */
    private static final double AUDIBLE_DBFS = -45;
    /** Shorter than this is a click, not speech; ms. */
    private static final int SHORTEST_MS = 40;
    /** Silence up to this belongs to the speech: stops and short pauses within a sentence; ms. */
    private static final int PAUSE_MS = 250;

    private final List<SpeechSegment> closed = new ArrayList<>();
    private volatile long zeroNanos;
    private double onsetMs = Double.NaN;
    private double lastAudibleMs = Double.NaN;
    private int voicedMs;
    private boolean open;

    FarSpeech(long zeroNanos) {
        this.zeroNanos = zeroNanos;
    }

    /** Time starts anew: what was heard before the answer (early media) counts no longer. */
    synchronized void zero(long nanos) {
        zeroNanos = nanos;
        closed.clear();
        onsetMs = Double.NaN;
        lastAudibleMs = Double.NaN;
        open = false;
    }

    /** Whether these samples can be heard. */
    static boolean audible(short[] samples, int from, int count) {
        if (count == 0) {
            return false;
        }
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return 10 * Math.log10(sum / count / (32768.0 * 32768.0) + 1e-12) > AUDIBLE_DBFS;
    }

    synchronized void accept(short[] packet, long arrivalNanos) {
        // The first packets may overtake the 200 that starts the clock; they are the far side's answer all the same.
        double now = Math.max(0, (arrivalNanos - zeroNanos) / 1e6);
        int ms = packet.length * 1000 / Codec.SAMPLE_RATE_HZ;
        closeIfQuiet(now);
        if (audible(packet, 0, packet.length)) {
            if (Double.isNaN(onsetMs)) {
                onsetMs = now;
                voicedMs = 0;
            }
            voicedMs += ms;
            lastAudibleMs = now + ms;
            open |= voicedMs >= SHORTEST_MS;
            notifyAll();
        }
    }

    private void closeIfQuiet(double now) {
        if (Double.isNaN(onsetMs)) {
            return;
        }
        // What may yet turn out a click is forgotten sooner: within a word no gap is that long.
        double patience = open ? PAUSE_MS : 2 * SHORTEST_MS;
        if (now - lastAudibleMs > patience) {
            if (open) {
                closed.add(new SpeechSegment(onsetMs, lastAudibleMs, false));
            }
            onsetMs = Double.NaN;
            open = false;
        }
    }

    /** All stretches heard so far, the one that goes on included. */
    public synchronized List<SpeechSegment> segments() {
        closeIfQuiet(nowMs());
        List<SpeechSegment> all = new ArrayList<>(closed);
        if (open) {
            all.add(new SpeechSegment(onsetMs, lastAudibleMs, true));
        }
        return all;
    }

    /**
     * Waits for sound that began at or after {@code sinceMs}.
     *
     * @return empty when the deadline passed first
     */
    public Optional<SpeechSegment> awaitSpeech(double sinceMs, Duration deadline) throws InterruptedException {
        return await(s -> s.fromMs() >= sinceMs, deadline);
    }

    private synchronized Optional<SpeechSegment> await(Predicate<SpeechSegment> wanted, Duration deadline)
            throws InterruptedException {
        long until = System.nanoTime() + deadline.toNanos();
        while (true) {
            Optional<SpeechSegment> found = segments().stream().filter(wanted).findFirst();
            long left = (until - System.nanoTime()) / 1_000_000;
            if (found.isPresent() || left <= 0) {
                return found;
            }
            wait(left);
        }
    }

    /**
     * Waits until the far side has been silent for {@code silenceMs}; a far side that never sounded is silent since the
     * answer.
     *
     * @return false when the deadline passed first
     */
    public synchronized boolean awaitSilence(int silenceMs, Duration deadline) throws InterruptedException {
        long until = System.nanoTime() + deadline.toNanos();
        while (true) {
            double quiet = nowMs() - (Double.isNaN(lastAudibleMs) ? 0 : lastAudibleMs);
            if (quiet >= silenceMs) {
                return true;
            }
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(Math.max(1, Math.min(left, (long) Math.ceil(silenceMs - quiet))));
        }
    }

    private double nowMs() {
        return (System.nanoTime() - zeroNanos) / 1e6;
    }
}
