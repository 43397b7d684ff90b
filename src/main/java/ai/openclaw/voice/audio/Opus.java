package ai.openclaw.voice.audio;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusSignal;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Opus (RFC 6716) for speech: mono of 16,000 Hz, about 24 kbit/s. In RTP it always calls itself 48,000 Hz and two channels,
 * whatever is inside (RFC 7587, 4.1 and 7).
 */
public final class Opus implements AudioCodec {
    /** There is only one. */
    public static final Opus CODEC = new Opus();

    private static final int SAMPLE_RATE_HZ = 16_000;
    private static final int FRAME = SAMPLE_RATE_HZ / 50;
    private static final int BITS_PER_SECOND = 24_000;
    // Of ten: above it a core carries fewer calls, and nobody hears a difference in speech.
    private static final int COMPLEXITY = 3;
    // What makes the encoder spend bits on bringing a lost packet back.
    private static final int EXPECTED_LOSS_PERCENT = 5;

    // Measured: the first ten frames take 10 ms each, and after five hundred a frame takes 0.3 ms.
    private static final int WARM_UP_FRAMES = 500;
    private static final AtomicBoolean WARM = new AtomicBoolean();

    private Opus() {}

    /**
     * Codes some sound, once in a process, so that the first call does not stutter until the JVM has compiled the codec. Takes
     * half a second.
     */
    public static void warmUp() {
        if (!WARM.compareAndSet(false, true)) {
            return;
        }
        Encoder encoder = CODEC.newEncoder();
        Decoder decoder = CODEC.newDecoder();
        byte[] payload = new byte[CODEC.longestPayload()];
        short[] sound = new short[FRAME];
        short[] decoded = new short[FRAME];
        for (int frame = 0; frame < WARM_UP_FRAMES; frame++) {
            for (int i = 0; i < FRAME; i++) {
                // A buzz that comes and goes, as voices do: silence would leave most of the codec cold.
                double swell = Math.sin(Math.PI * (frame % 25) / 25);
                sound[i] = (short) (8000 * swell * ((frame * FRAME + i) % 120 / 60.0 - 1));
            }
            int length = encoder.encode(sound, 0, FRAME, payload);
            decoder.decode(payload, length, decoded);
        }
    }

    /** In lower case, as RFC 7587 writes it and everybody else does. */
    @Override
    public String name() {
        return "opus";
    }

    /** Dynamic: 96, as most offers have it. */
    @Override
    public int payloadType() {
        return 96;
    }

    @Override
    public int clockRateHz() {
        return 48_000;
    }

    @Override
    public int sampleRateHz() {
        return SAMPLE_RATE_HZ;
    }

    @Override
    public String rtpmap() {
        return "opus/48000/2";
    }

    @Override
    public String parameters() {
        return "useinbandfec=1";
    }

    @Override
    public int longestPayload() {
        // RFC 6716, section 3.4: no frame is longer.
        return 1275;
    }

    /** Single losses are brought back by the next packet, so that it bears about what G.711 bears with concealment. */
    @Override
    public double lossRobustness() {
        return 25;
    }

    @Override
    public Encoder newEncoder() {
        try {
            OpusEncoder encoder = new OpusEncoder(SAMPLE_RATE_HZ, 1, OpusApplication.OPUS_APPLICATION_VOIP);
            encoder.setBitrate(BITS_PER_SECOND);
            encoder.setComplexity(COMPLEXITY);
            encoder.setSignalType(OpusSignal.OPUS_SIGNAL_VOICE);
            encoder.setUseInbandFEC(true);
            encoder.setPacketLossPercent(EXPECTED_LOSS_PERCENT);
            return (from, offset, samples, to) -> encode(encoder, from, offset, samples, to);
        } catch (OpusException e) {
            throw new IllegalStateException("no Opus encoder", e);
        }
    }

    private static int encode(OpusEncoder encoder, short[] from, int offset, int samples, byte[] to) {
        try {
            return encoder.encode(from, offset, samples, to, 0, to.length);
        } catch (OpusException e) {
            throw new IllegalStateException("Opus could not encode", e);
        }
    }

    @Override
    public Decoder newDecoder() {
        try {
            return new OpusSound(new OpusDecoder(SAMPLE_RATE_HZ, 1));
        } catch (OpusException e) {
            throw new IllegalStateException("no Opus decoder", e);
        }
    }

    @Override
    public String toString() {
        return name();
    }

    private static final class OpusSound implements Decoder {
        // RFC 6716, section 2.1.4: a packet holds 120 ms at the most.
        private static final int LONGEST = 120 * SAMPLE_RATE_HZ / 1000;

        private final OpusDecoder decoder;

        OpusSound(OpusDecoder decoder) {
            this.decoder = decoder;
        }

        @Override
        public int decode(byte[] from, int length, short[] to) {
            return decode(from, length, to, Math.min(LONGEST, to.length), false);
        }

        @Override
        public int recover(byte[] from, int length, short[] to, int samples) {
            // It is the last frame before this packet that is brought back, of the same length.
            return samples > LONGEST ? 0 : decode(from, length, to, samples, true);
        }

        private int decode(byte[] from, int length, short[] to, int samples, boolean lost) {
            try {
                return Math.max(0, decoder.decode(from, 0, length, to, 0, samples, lost));
            } catch (OpusException | RuntimeException | AssertionError e) {
                // Whatever a stranger writes into a packet, which the decoder finds out by assertions, too: it begins
                // anew.
                decoder.resetState();
                return 0;
            }
        }
    }
}
