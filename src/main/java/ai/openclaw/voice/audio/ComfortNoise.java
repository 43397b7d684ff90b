package ai.openclaw.voice.audio;

/**
 * Noise in the place of silence that was not sent (RFC 3389). Only its level is taken over, and never more of it than a
 * quiet room has: a recogniser shall hear that nobody speaks. For one stream, one thread; allocates nothing.
 */
public final class ComfortNoise {
    // In -dBov, as the packets have it. Louder, and a voice detector might wonder.
    private static final int LOUDEST = 54;
    private static final int SOFTEST = 127;
    private static final double FULL_SCALE = 32_767;

    private boolean on;
    private int amplitude;
    private int state = 0x2545F491;

    /** It begins. @param level how soft it is, in -dBov, 0 to 127 */
    public void begin(int level) {
        on = true;
        double rms = FULL_SCALE * Math.pow(10, -Math.max(LOUDEST, Math.min(SOFTEST, level)) / 20.0);
        // Evenly distributed numbers have an effective value of their greatest by the root of three.
        amplitude = (int) Math.round(rms * Math.sqrt(3));
    }

    /** Sound is there again. */
    public void end() {
        on = false;
    }

    public boolean isOn() {
        return on;
    }

    public void fill(short[] out) {
        for (int i = 0; i < out.length; i++) {
            state ^= state << 13;
            state ^= state >>> 17;
            state ^= state << 5;
            out[i] = (short) ((state >> 16) * amplitude >> 15);
        }
    }
}
