package ai.openclaw.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class G711Test {
    @Test
    void decodesTheValuesOfTheStandard() {
        assertThat(decoded(G711.PCMU, 0x00, 0x80, 0xFF, 0x7F, 0xEF, 0x6F, 0x8F, 0x0F))
                .containsExactly(-32124, 32124, 0, 0, 132, -132, 16764, -16764);
        assertThat(decoded(G711.PCMA, 0xD5, 0x55, 0xAA, 0x2A, 0x80, 0x00, 0xC5, 0x45))
                .containsExactly(8, -8, 32256, -32256, 5504, -5504, 264, -264);
    }

    /** Checksums of all 256 values, as sox and CPython's audioop decode them, too. */
    @Test
    void decodesEveryCodeWordAsOthersDo() {
        assertThat(tableSum(G711.PCMU)).isEqualTo(MU_TABLE);
        assertThat(tableSum(G711.PCMA)).isEqualTo(A_TABLE);
    }

    @Test
    void everyCodeWordSurvivesTheRoundTrip() {
        for (G711 law : G711.values()) {
            for (int code = 0; code < 256; code++) {
                short sample = law.decode((byte) code);
                short again = law.decode(law.encode(sample));
                assertThat(again).as("%s %02x", law, code).isEqualTo(sample);
            }
        }
    }

    @Test
    void everySampleComesBackWithinItsStep() {
        for (G711 law : G711.values()) {
            for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
                int clipped = Math.max(-32_635, Math.min(32_635, sample));
                int error = Math.abs(law.decode(law.encode((short) sample)) - clipped);
                assertThat(error).as("%s %d", law, sample).isLessThanOrEqualTo(Math.max(16, Math.abs(sample) / 30 + 4));
            }
        }
    }

    private static int[] decoded(G711 law, int... codes) {
        int[] values = new int[codes.length];
        for (int i = 0; i < codes.length; i++) {
            values[i] = law.decode((byte) codes[i]);
        }
        return values;
    }

    private static final long MU_TABLE = 0x2E0AB9C4L;
    private static final long A_TABLE = 0xC7FC039L;

    private static long tableSum(G711 law) {
        ByteBuffer bytes = ByteBuffer.allocate(512);
        for (int code = 0; code < 256; code++) {
            bytes.putShort(law.decode((byte) code));
        }
        CRC32 sum = new CRC32();
        sum.update(bytes.array());
        return sum.getValue();
    }
}
