package ai.openclaw.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.testkit.Tones;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Against FFmpeg 5, which was written from the standard by others. {@code sounds.g722} is 0.7 s of a sine that glides from
 * 100 to 7000 Hz, pink noise and a square wave, made with sox and coded by {@code ffmpeg -i in.wav -c:a g722}; the first
 * digest is that of what {@code ffmpeg -f g722 -i sounds.g722 -f s16le} makes of it, the second that of what FFmpeg codes of
 * that.
 */
class G722Test {
    private static final String DECODED = "b9d322b448d5f55669eaf7e1cc9a01b030dd18e62d335164900c2cf89c33db4d";
    private static final String CODED_AGAIN = "133aafbfe5c284bb736bccc04b1621a59ec0cf74d11b5ecd69fc3626b22c73af";

    private static byte[] sounds() throws IOException {
        try (InputStream in = G722Test.class.getResourceAsStream("sounds.g722")) {
            return in.readAllBytes();
        }
    }

    private static String digest(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static short[] decoded(byte[] coded) {
        short[] samples = new short[2 * coded.length];
        assertThat(G722.CODEC.newDecoder().decode(coded, coded.length, samples)).isEqualTo(samples.length);
        return samples;
    }

    private static byte[] coded(short[] samples) {
        byte[] bytes = new byte[samples.length / 2];
        assertThat(G722.CODEC.newEncoder().encode(samples, 0, samples.length, bytes))
                .isEqualTo(bytes.length);
        return bytes;
    }

    @Test
    void decodesAndCodesBitByBitAsAnIndependentImplementationDoes() throws Exception {
        short[] samples = decoded(sounds());
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        assertThat(digest(bytes.array())).isEqualTo(DECODED);
        assertThat(digest(coded(samples))).isEqualTo(CODED_AGAIN);
    }

    @Test
    void itsStateGoesOnFromPacketToPacket() throws Exception {
        byte[] whole = sounds();
        short[] expected = decoded(whole);
        AudioCodec.Decoder decoder = G722.CODEC.newDecoder();
        AudioCodec.Encoder encoder = G722.CODEC.newEncoder();
        byte[] again = coded(expected);
        byte[] payload = new byte[160];
        short[] samples = new short[320];
        for (int at = 0; at + 160 <= whole.length; at += 160) {
            System.arraycopy(whole, at, payload, 0, 160);
            assertThat(decoder.decode(payload, 160, samples)).isEqualTo(320);
            assertThat(samples).containsExactly(java.util.Arrays.copyOfRange(expected, 2 * at, 2 * at + 320));
            assertThat(encoder.encode(expected, 2 * at, 320, payload)).isEqualTo(160);
            assertThat(payload).containsExactly(java.util.Arrays.copyOfRange(again, at, at + 160));
        }
    }

    @Test
    void whatLiesAboveTheTelephonesBandPasses() {
        for (int hz : new int[] {300, 1000, 3400, 5000, 6500}) {
            short[] heard = decoded(coded(Tones.sine(hz, 500, 16_000)));
            assertThat(Tones.signalToRestDb(heard, 1600, 8000, hz, 16_000))
                    .as("%d Hz", hz)
                    .isGreaterThan(hz < 4000 ? 30 : 12);
        }
    }

    @Test
    void anyBytesGiveSound() {
        byte[] bytes = new byte[16_000];
        new Random(5).nextBytes(bytes);
        assertThat(decoded(bytes)).hasSize(32_000);
        short[] loudest = new short[16_000];
        for (int i = 0; i < loudest.length; i++) {
            loudest[i] = i / 20 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        assertThat(coded(loudest)).hasSize(8000);
    }
}
