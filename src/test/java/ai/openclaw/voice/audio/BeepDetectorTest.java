package ai.openclaw.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.testkit.HumanSpeech;
import ai.openclaw.voice.testkit.Tones;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeepDetectorTest {
    private final BeepDetector detector = new BeepDetector();

    @ParameterizedTest
    @ValueSource(ints = {440, 850, 1000, 1400, 2000})
    void findsABeepThroughCompandingAndALittleNoise(int hz) {
        assertThat(beeps(noisy(companded(Tones.sine(hz, 300, 8000, 6000)), 60))).isEqualTo(1);
    }

    @Test
    void tellsOfABeepWhenItHasEnded() {
        assertThat(hear(Tones.sine(1000, 400, 8000))).isZero();
        assertThat(hear(new short[400])).isEqualTo(1);
    }

    @Test
    void aDialToneAndAFaxMachineAreNone() {
        assertThat(beeps(Tones.sine(1100, 6000, 8000))).isZero();
        assertThat(beeps(mix(Tones.sine(350, 2000, 8000, 6000), Tones.sine(440, 2000, 8000, 6000))))
                .isZero();
    }

    @Test
    void aShortBlipAndAKeyAreNone() {
        assertThat(beeps(Tones.sine(1000, 80, 8000))).isZero();
        assertThat(beeps(mix(Tones.sine(770, 200, 8000, 8000), Tones.sine(1336, 200, 8000, 8000))))
                .isZero();
    }

    @Test
    void noiseAndSilenceAreNone() {
        assertThat(beeps(noisy(new short[80_000], 3000))).isZero();
        assertThat(beeps(new short[80_000])).isZero();
    }

    /** The recorded human says a thousand words and beeps nowhere. */
    @Test
    void aHumanVoiceIsNone() {
        HumanSpeech human = HumanSpeech.required();
        List<String> mistaken = new ArrayList<>();
        for (String name : human.names()) {
            // The chimes of a conference are no voice.
            if (!name.startsWith("confbridge-")
                    && beeps(human.clip(name).sound().samples()) > 0) {
                mistaken.add(name);
            }
        }
        assertThat(human.names()).hasSizeGreaterThan(100);
        assertThat(mistaken).isEmpty();
    }

    private int beeps(short[] sound) {
        return hear(sound) + hear(new short[800]);
    }

    private int hear(short[] sound) {
        int beeps = 0;
        for (int at = 0; at < sound.length; at += 80) {
            beeps += detector.accept(sound, at, Math.min(80, sound.length - at)) ? 1 : 0;
        }
        return beeps;
    }

    private static short[] companded(short[] sound) {
        byte[] codes = new byte[sound.length];
        short[] heard = new short[sound.length];
        G711.PCMU.encode(sound, 0, codes, 0, sound.length);
        G711.PCMU.decode(codes, 0, heard, 0, sound.length);
        return heard;
    }

    private static short[] noisy(short[] sound, int amplitude) {
        Random random = new Random(7);
        short[] noisy = new short[sound.length];
        for (int i = 0; i < sound.length; i++) {
            noisy[i] = (short) (sound[i] + random.nextGaussian() * amplitude);
        }
        return noisy;
    }

    private static short[] mix(short[] one, short[] other) {
        short[] both = new short[one.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = (short) (one[i] + other[i]);
        }
        return both;
    }
}
