package ai.openclaw.voice.component.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventedTest {
    private static final Loudness NOISE = new Loudness(0.2f, 1.2f);
    private static final Loudness SPEECH = new Loudness(0.5f, 20f);

    @ParameterizedTest
    @CsvSource({
        "[BLANK_AUDIO],''",
        "(music),''",
        "♪♪♪,''",
        "...,''",
        "*sighs* Hello there.,Hello there.",
        "Hello [noise] there.,Hello there.",
        "<|en|> Hello.,Hello."
    })
    void takesOutNotesOnSounds(String heard, String left) {
        assertThat(Invented.removed(heard, SPEECH)).isEqualTo(left);
    }

    @Test
    void takesOutPolitePhrasesOnlyWhereNobodySpoke() {
        assertThat(Invented.removed("Thank you.", NOISE)).isEmpty();
        assertThat(Invented.removed(" Thanks for watching! ", NOISE)).isEmpty();
        assertThat(Invented.removed("Thank you.", SPEECH)).isEqualTo("Thank you.");
        assertThat(Invented.removed("Call the office.", NOISE)).isEqualTo("Call the office.");
    }

    @Test
    void cutsEndlessRepetitionDownToOne() {
        assertThat(Invented.removed("I said " + "no, ".repeat(40) + "no.", SPEECH))
                .isEqualTo("I said no.");
        assertThat(Invented.removed("to the next one ".repeat(30).strip(), SPEECH))
                .isEqualTo("to the next one");
    }

    @Test
    void leavesWhatPeopleDoRepeat() {
        assertThat(Invented.removed("No, no, no.", SPEECH)).isEqualTo("No, no, no.");
        assertThat(Invented.removed("The number is 5 5 5 1.", SPEECH)).isEqualTo("The number is 5 5 5 1.");
        assertThat(Invented.removed("Bye bye bye.", SPEECH)).isEqualTo("Bye bye bye.");
    }

    @Test
    void isNotSlowOnLongNonsense() {
        String nonsense = "abc def ".repeat(200) + "x".repeat(2000) + " a".repeat(1000);
        assertThat(Invented.removed(nonsense, SPEECH)).isNotEmpty();
    }

    @Test
    void tellsSteadySoundFromSpeech() {
        Random random = new Random(7);
        float[] noise = new float[32000];
        float[] tone = new float[32000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (random.nextGaussian() * 0.05);
            tone[i] = (float) (0.3 * Math.sin(i * 0.17));
        }
        assertThat(Loudness.of(noise).isSteady()).isTrue();
        assertThat(Loudness.of(tone).isSteady()).isTrue();
        short[] swinging = BatchEngineTest.speech(2);
        float[] speech = new float[swinging.length];
        for (int i = 0; i < speech.length; i++) {
            speech[i] = swinging[i] / 32768f;
        }
        assertThat(Loudness.of(speech).isSteady()).isFalse();
    }

    @Test
    void raisesQuietSpeechWithinReason() {
        assertThat(new Loudness(0.3f, 9).gain()).isEqualTo(3f, within(0.001f));
        assertThat(new Loudness(0.002f, 9).gain()).isEqualTo(10f);
        assertThat(new Loudness(0.8f, 9).gain()).isEqualTo(1f);
    }
}
