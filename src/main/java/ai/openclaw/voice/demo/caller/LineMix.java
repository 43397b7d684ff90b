package ai.openclaw.voice.demo.caller;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is on the caller's line besides what the caller says: sounds of the room, and the far side's echo. Thread-safe. */
final class LineMix {
    private static final int PER_MS = Codec.SAMPLE_RATE_HZ / 1000;

    private final double echoGain;
    private final int echoSamples;
    private final Deque<short[]> heard = new ArrayDeque<>();
    private final Deque<short[]> late = new ArrayDeque<>();
    private int waiting;
    private int lateFrom;
    private short[] background = new short[0];
    private int backgroundFrom;

    /**
     * @param echoDb how loud what was heard goes back, dB; null for not at all
     * @param echoMs after how long, ms
     */
    LineMix(Double echoDb, int echoMs) {
        echoGain = echoDb == null ? 0 : Math.pow(10, echoDb / 20);
        echoSamples = echoMs * PER_MS;
    }

    synchronized void heard(short[] samples) {
        if (echoGain == 0) {
            return;
        }
        heard.add(samples);
        waiting += samples.length;
        while (!heard.isEmpty() && waiting - heard.peek().length >= echoSamples) {
            short[] due = heard.poll();
            waiting -= due.length;
            late.add(due);
        }
        while (late.size() > 50) {
            late.poll();
        }
    }

    /** Lets this be heard from now on, in place of what was in the background before. */
    synchronized void background(short[] samples) {
        background = samples;
        backgroundFrom = 0;
    }

    synchronized void addTo(short[] frame) {
        for (int i = 0; i < frame.length; i++) {
            int sum = frame[i] + (int) (echoGain * nextLate());
            if (backgroundFrom < background.length) {
                sum += background[backgroundFrom++];
            }
            frame[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sum));
        }
    }

    private short nextLate() {
        short[] piece = late.peek();
        if (piece == null) {
            return 0;
        }
        short sample = piece[lateFrom++];
        if (lateFrom == piece.length) {
            late.poll();
            lateFrom = 0;
        }
        return sample;
    }
}
