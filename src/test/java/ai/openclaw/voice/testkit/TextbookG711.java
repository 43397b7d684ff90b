package ai.openclaw.voice.testkit;

/** G.711 by the formulae of ITU-T G.711, sample by sample: slow, and made in another way than what is tested with it. */
public final class TextbookG711 {
    private TextbookG711() {}

    public static short muLawToLinear(byte code) {
        int value = ~code & 0xff;
        int magnitude = (((value & 0x0f) << 3) + 0x84 << (value >> 4 & 7)) - 0x84;
        return (short) ((value & 0x80) != 0 ? -magnitude : magnitude);
    }

    public static short aLawToLinear(byte code) {
        int value = code ^ 0x55;
        int segment = value >> 4 & 7;
        int magnitude = (value & 0x0f) << 4;
        magnitude = segment == 0 ? magnitude + 8 : magnitude + 0x108 << segment - 1;
        return (short) ((value & 0x80) != 0 ? magnitude : -magnitude);
    }

    public static byte[] toMuLaw(short[] samples) {
        return nearest(samples, true);
    }

    public static byte[] toALaw(short[] samples) {
        return nearest(samples, false);
    }

    private static byte[] nearest(short[] samples, boolean muLaw) {
        byte[] codes = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            int best = Integer.MAX_VALUE;
            // From 255 down, so that zero becomes 0xff and not 0x7f in mu-law.
            for (int code = 255; code >= 0; code--) {
                short value = muLaw ? muLawToLinear((byte) code) : aLawToLinear((byte) code);
                if (Math.abs(value - samples[i]) < best) {
                    best = Math.abs(value - samples[i]);
                    codes[i] = (byte) code;
                }
            }
        }
        return codes;
    }
}
