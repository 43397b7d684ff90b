package ai.openclaw.voice.audio;

/** The two companding laws of ITU-T G.711, by table. 8000 samples a second, one byte each. */
public enum G711 implements AudioCodec {
    /** mu-law: North America, Japan. Static RTP payload type 0 (RFC 3551, table 4). */
    PCMU(0),
    /** A-law: everywhere else. Static RTP payload type 8. */
    PCMA(8);

    /** Samples a second, Hz. */
    public static final int SAMPLE_RATE_HZ = 8000;

    private final int payloadType;
    private final short[] linear = new short[256];
    // Neither law looks at the two lowest of the 16 bits, so 14 bits address the table.
    private final byte[] companded = new byte[1 << 14];

    G711(int payloadType) {
        this.payloadType = payloadType;
        boolean mu = payloadType == 0;
        for (int code = 0; code < 256; code++) {
            linear[code] = (short) (mu ? expandMu(code) : expandA(code));
        }
        for (int i = 0; i < companded.length; i++) {
            int sample = (short) (i << 2);
            companded[i] = (byte) (mu ? compressMu(sample) : compressA(sample));
        }
    }

    /** The static payload type of RFC 3551. */
    @Override
    public int payloadType() {
        return payloadType;
    }

    @Override
    public int clockRateHz() {
        return SAMPLE_RATE_HZ;
    }

    @Override
    public int sampleRateHz() {
        return SAMPLE_RATE_HZ;
    }

    /** With concealment after its Appendix I, packets lost at random: ITU-T G.113, table I.4. */
    @Override
    public double lossRobustness() {
        return 25.1;
    }

    @Override
    public Encoder newEncoder() {
        return (from, offset, samples, to) -> {
            encode(from, offset, to, 0, samples);
            return samples;
        };
    }

    @Override
    public Decoder newDecoder() {
        return (from, length, to) -> {
            decode(from, 0, to, 0, length);
            return length;
        };
    }

    /** The code word of silence. */
    public byte silence() {
        return encode((short) 0);
    }

    public byte encode(short sample) {
        return companded[(sample & 0xFFFF) >> 2];
    }

    public short decode(byte code) {
        return linear[code & 0xFF];
    }

    /** Encodes {@code length} samples; both ranges must lie within their arrays. */
    public void encode(short[] from, int fromOffset, byte[] to, int toOffset, int length) {
        for (int i = 0; i < length; i++) {
            to[toOffset + i] = companded[(from[fromOffset + i] & 0xFFFF) >> 2];
        }
    }

    /** Decodes {@code length} code words; both ranges must lie within their arrays. */
    public void decode(byte[] from, int fromOffset, short[] to, int toOffset, int length) {
        for (int i = 0; i < length; i++) {
            to[toOffset + i] = linear[from[fromOffset + i] & 0xFF];
        }
    }

    // The four functions follow the ITU-T Software Tool Library (G.191), which counts negatives in ones' complement.

    private static int compressMu(int sample) {
        int magnitude = Math.min(((sample < 0 ? ~sample : sample) >> 2) + 33, 0x1FFF);
        int segment = 27 - Integer.numberOfLeadingZeros(magnitude);
        int code = (8 - segment) << 4 | 0xF - (magnitude >> segment & 0xF);
        return sample >= 0 ? code | 0x80 : code;
    }

    private static int expandMu(int code) {
        int exponent = ~code >> 4 & 7;
        int step = 8 << exponent;
        int magnitude = (0x80 << exponent) + step * (~code & 0xF) + step / 2 - 4 * 33;
        return code < 0x80 ? -magnitude : magnitude;
    }

    private static int compressA(int sample) {
        int code = (sample < 0 ? ~sample : sample) >> 4;
        if (code > 15) {
            int exponent = 1;
            while (code > 31) {
                code >>= 1;
                exponent++;
            }
            code = code - 16 + (exponent << 4);
        }
        return (sample >= 0 ? code | 0x80 : code) ^ 0x55;
    }

    private static int expandA(int code) {
        int plain = (code ^ 0x55) & 0x7F;
        int exponent = plain >> 4;
        int magnitude = ((exponent > 0 ? plain & 0xF | 0x10 : plain & 0xF) << 4) + 8;
        if (exponent > 1) {
            magnitude <<= exponent - 1;
        }
        return code > 127 ? magnitude : -magnitude;
    }
}
