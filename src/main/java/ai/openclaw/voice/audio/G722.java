package ai.openclaw.voice.audio;

/**
 * ITU-T G.722 at 64 kbit/s (mode 1): sound of 16,000 Hz in the bandwidth that G.711 takes for 8000 Hz. One byte for two
 * samples. RTP's clock counts 8000 a second nevertheless, because it was once written down so (RFC 3551, 4.5.2).
 */
public final class G722 implements AudioCodec {
    /** There is only one. */
    public static final G722 CODEC = new G722();

    private G722() {}

    @Override
    public String name() {
        return "G722";
    }

    @Override
    public int payloadType() {
        return 9;
    }

    @Override
    public int clockRateHz() {
        return 8000;
    }

    @Override
    public int sampleRateHz() {
        return 16_000;
    }

    /** Between G.711 and codecs that fill in nothing: after a loss the two predictors need some ms to agree again. */
    @Override
    public double lossRobustness() {
        return 10;
    }

    @Override
    public Encoder newEncoder() {
        return new G722Encoder();
    }

    @Override
    public Decoder newDecoder() {
        return new G722Decoder();
    }

    @Override
    public String toString() {
        return name();
    }
}
