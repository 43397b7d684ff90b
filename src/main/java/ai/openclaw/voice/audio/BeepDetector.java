package ai.openclaw.voice.audio;

/**
 * Finds the tone after which an answering machine records: one frequency, held steadily. A voice holds several at a time and
 * none of them for long. For 8000 Hz; for one thread; allocates nothing.
 *
 * <p>A sinusoid obeys {@code x[n-1] + x[n+1] = 2 cos(w) x[n]}. So the {@code w} that fits a frame best is found without a
 * transform, and what it leaves over tells how far from a sinusoid the frame is.
 */
public final class BeepDetector {
    private static final int RATE = 8000;
    /** 20 ms: several periods of the lowest tone, and short enough to see a syllable change. */
    private static final int FRAME = 160;
    /**
     * Machines beep between 440 and 1400 Hz mostly. Below this lie the American dial tone, whose 350 and 440 Hz pass for one
     * tone between them, and the hum of a voice.
     */
    private static final double LOWEST_HZ = 420;

    private static final double HIGHEST_HZ = 2600;
    /** Between one frame and the next a tone may move so far; a voice glides. */
    private static final double STEADY_HZ = 12;
    /** How far around its frequency a frame's energy may lie, Hz. */
    private static final double SPREAD_HZ = 35;
    /** What companding (G.711, 37 dB) and a noisy line leave over beside a pure tone. */
    private static final double NOISE = 0.006;
    /** About -42 dBFS: softer tones are the line's. */
    private static final double SOFTEST = 250;
    /** 140 ms; no vowel is so steady for so long, and the shortest beeps last 200 ms. */
    private static final int SHORTEST_FRAMES = 7;
    /** 4 s; what lasts longer is a fax machine, or a tone of the exchange's. */
    private static final int LONGEST_FRAMES = 200;

    private final short[] frame = new short[FRAME];
    private int filled;
    private double lastHz;
    private int frames;

    /** Takes what comes next; returns whether a beep has ended in it. */
    public boolean accept(short[] samples, int from, int length) {
        boolean ended = false;
        for (int i = from; i < from + length; i++) {
            frame[filled++] = samples[i];
            if (filled == FRAME) {
                filled = 0;
                ended |= next(toneHz());
            }
        }
        return ended;
    }

    private boolean next(double hz) {
        boolean goesOn = hz > 0 && frames > 0 && Math.abs(hz - lastHz) <= STEADY_HZ;
        boolean ended = !goesOn && frames >= SHORTEST_FRAMES && frames <= LONGEST_FRAMES;
        frames = goesOn ? frames + 1 : hz > 0 ? 1 : 0;
        lastHz = hz;
        return ended;
    }

    /** The frequency of the tone that the frame is, or 0 when it is none. */
    private double toneHz() {
        double energy = 0;
        double fit = 0;
        for (int n = 1; n < FRAME - 1; n++) {
            double x = frame[n];
            energy += x * x;
            fit += x * (frame[n - 1] + frame[n + 1]);
        }
        if (energy < SOFTEST * SOFTEST * FRAME) {
            return 0;
        }
        double twiceCosine = fit / energy;
        double hz = Math.acos(Math.max(-1, Math.min(1, twiceCosine / 2))) * RATE / (2 * Math.PI);
        if (hz < LOWEST_HZ || hz > HIGHEST_HZ) {
            return 0;
        }
        double left = 0;
        for (int n = 1; n < FRAME - 1; n++) {
            double rest = frame[n - 1] + frame[n + 1] - twiceCosine * frame[n];
            left += rest * rest;
        }
        // What lies SPREAD_HZ beside the frequency leaves over this much of its energy.
        double sine = Math.sin(2 * Math.PI * hz / RATE);
        double spread = 2 * sine * 2 * Math.PI * SPREAD_HZ / RATE;
        return left / energy <= spread * spread + NOISE ? hz : 0;
    }
}
