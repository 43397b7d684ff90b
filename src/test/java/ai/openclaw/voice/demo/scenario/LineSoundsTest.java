package ai.openclaw.voice.demo.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LineSoundsTest {
    static Stream<Arguments> sounds() {
        return Stream.of(
                Arguments.of("cough", (IntFunction<short[]>) LineSounds::cough, -32, -18),
                Arguments.of("noise", (IntFunction<short[]>) LineSounds::noise, -42, -30),
                Arguments.of("music", (IntFunction<short[]>) LineSounds::music, -32, -20),
                Arguments.of("hum", (IntFunction<short[]>) LineSounds::hum, -40, -28),
                Arguments.of("mhm", (IntFunction<short[]>) LineSounds::mhm, -32, -18));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sounds")
    void isTheSameEachTimeAsLongAsAskedAndOfATelephonesLevel(
            String name, IntFunction<short[]> sound, int fromDbfs, int toDbfs) {
        short[] made = sound.apply(600);

        assertThat(made).hasSize(4800).isEqualTo(sound.apply(600));
        double sum = 0;
        for (short sample : made) {
            sum += (double) sample * sample;
        }
        assertThat(10 * Math.log10(sum / made.length / (32768.0 * 32768.0)))
                .isBetween((double) fromDbfs, (double) toDbfs);
    }

    @Test
    void aCoughIsLoudestAtItsBeginning() {
        short[] cough = LineSounds.cough(400);

        assertThat(energy(cough, 0, 800)).isGreaterThan(2 * energy(cough, 1600, 800));
    }

    private static double energy(short[] samples, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return sum;
    }
}
