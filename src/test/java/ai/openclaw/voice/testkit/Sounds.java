package ai.openclaw.voice.testkit;

/** Sounds with known shape, 8000 Hz. */
public final class Sounds {
    private Sounds() {}

    public static short[] tone(double hertz, int ms, double amplitude) {
        short[] samples = new short[ms * 8];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hertz * i / 8000));
        }
        return samples;
    }

    public static short[] silence(int ms) {
        return new short[ms * 8];
    }

    public static short[] join(short[]... parts) {
        int length = 0;
        for (short[] part : parts) {
            length += part.length;
        }
        short[] all = new short[length];
        int at = 0;
        for (short[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
