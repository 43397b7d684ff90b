package ai.openclaw.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.testkit.Tones;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpusTest {
    private final AudioCodec.Encoder encoder = Opus.CODEC.newEncoder();
    private final AudioCodec.Decoder decoder = Opus.CODEC.newDecoder();
    private final byte[] payload = new byte[Opus.CODEC.longestPayload()];
    private final short[] samples = new short[3200];

    @ParameterizedTest
    @ValueSource(ints = {10, 20, 40, 60})
    void soundOfAnyPacketLengthComesBack(int packetMs) {
        short[] tone = Tones.sine(1000, 2400, 16_000);
        int frame = 16 * packetMs;
        short[] heard = new short[tone.length];
        for (int at = 0; at + frame <= tone.length; at += frame) {
            int length = encoder.encode(tone, at, frame, payload);
            assertThat(length).isBetween(1, 24 * packetMs / 8 * 3);
            assertThat(decoder.decode(payload, length, samples)).isEqualTo(frame);
            System.arraycopy(samples, 0, heard, at, frame);
        }
        assertThat(Tones.signalToRestDb(heard, 16_000, 32_000, 1000, 16_000)).isGreaterThan(10);
    }

    /** A vowel that glides: what the next packet tells of it is coarse, and much closer to it than silence. */
    @Test
    void aLostPacketIsBroughtBackByTheNextOne() {
        int frame = 320;
        double likeIt = 0;
        int broughtBack = 0;
        short[] before = null;
        for (int n = 0; n < 100; n++) {
            short[] vowel = vowel(n * frame, frame);
            int length = encoder.encode(vowel, 0, frame, payload);
            if (n % 10 == 5 && before != null) {
                short[] recovered = new short[frame];
                if (decoder.recover(payload, length, recovered, frame) == frame) {
                    broughtBack++;
                    likeIt += energy(recovered) / energy(before);
                }
            }
            if (n % 10 != 4) {
                assertThat(decoder.decode(payload, length, samples)).isEqualTo(frame);
            }
            before = vowel;
        }
        assertThat(broughtBack).isEqualTo(10);
        assertThat(likeIt / broughtBack).isBetween(0.3, 3.0);
    }

    private static short[] vowel(int from, int length) {
        short[] out = new short[length];
        for (int i = 0; i < length; i++) {
            double t = (from + i) / 16_000.0;
            double sum = 0;
            for (int harmonic = 1; harmonic < 20; harmonic++) {
                sum += Math.sin(2 * Math.PI * 130 * harmonic * t) / harmonic;
            }
            out[i] = (short) (4000 * sum);
        }
        return out;
    }

    private static double energy(short[] sound) {
        double sum = 1;
        for (short sample : sound) {
            sum += sample * sample;
        }
        return sum;
    }

    @Test
    void bytesThatAreNoOpusHurtNobody() {
        Random random = new Random(3);
        for (int i = 0; i < 3000; i++) {
            byte[] rubbish = new byte[1 + random.nextInt(200)];
            random.nextBytes(rubbish);
            assertThat(decoder.decode(rubbish, rubbish.length, samples)).isBetween(0, 1920);
            assertThat(decoder.recover(rubbish, rubbish.length, samples, 320)).isBetween(0, 1920);
        }
        int length = encoder.encode(vowel(0, 320), 0, 320, payload);
        assertThat(decoder.decode(payload, length, samples))
                .as("and sound goes on")
                .isEqualTo(320);
    }
}
