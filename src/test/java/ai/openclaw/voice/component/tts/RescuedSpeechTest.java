package ai.openclaw.voice.component.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Speakable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RescuedSpeechTest {
    private static final Speakable TEXT = Speakable.ofAnswer("we are open from nine to five on every working day");
    private static final Pcm HALF_A_SECOND = new Pcm(new short[4000], 8000);

    private final List<String> rescued = new ArrayList<>();
    private final SpeakingRate rate = new SpeakingRate();

    @Test
    void theRescuerGoesOnFromTheFirstWordThatWasNotSpoken() throws Exception {
        SpeechStream speech = rescued(new Dying(2), rescuer(2));
        assertThat(heard(speech)).isEqualTo(4);
        // A second of sound, at 70 ms a letter, reaches into "from".
        assertThat(rescued).containsExactly("from nine to five on every working day");
    }

    @Test
    void whatWasLearntOfTheEngineCounts() throws Exception {
        for (int i = 0; i < 50; i++) {
            rate.learn(100, 3500);
        }
        heard(rescued(new Dying(2), rescuer(1)));
        assertThat(rescued).containsExactly("five on every working day");
    }

    @Test
    void anEngineThatWasSlowerThanThoughtLosesNoMoreThanItsLastWord() {
        assertThat(RescuedSpeech.unspoken("one two three", 500)).isEqualTo("three");
        assertThat(RescuedSpeech.unspoken("one two three", 0)).isEqualTo("one two three");
    }

    @Test
    void aRescuerThatDiesTooIsNotRescued() throws Exception {
        SpeechStream speech = rescued(new Dying(1), engine(new Dying(1)));
        assertThat(speech.next()).isNotNull();
        assertThat(speech.next()).isNotNull();
        assertThatThrownBy(speech::next).isInstanceOf(TtsException.class);
        assertThat(rescued).hasSize(1);
    }

    @Test
    void nobodyIsRescuedWhoseTurnIsOver() {
        SpeechStream speech = rescued(new Dying(0), rescuer(1));
        speech.close();
        assertThatThrownBy(speech::next).isInstanceOf(TtsException.class);
        assertThat(rescued).isEmpty();
    }

    private SpeechStream rescued(SpeechStream stream, TtsEngine rescuer) {
        return new RescuedSpeech(stream, TEXT, rate, rescuer);
    }

    private TtsEngine rescuer(int pieces) {
        return engine(Speech.of(java.util.Collections.nCopies(pieces, HALF_A_SECOND)));
    }

    private TtsEngine engine(SpeechStream speech) {
        return new TtsEngine() {
            @Override
            public String name() {
                return "rescuer";
            }

            @Override
            public SpeechStream speak(Speakable text, String voice) {
                rescued.add(text.text());
                return speech;
            }
        };
    }

    private static int heard(SpeechStream speech) throws TtsException {
        int pieces = 0;
        while (speech.next() != null) {
            pieces++;
        }
        return pieces;
    }

    /** An engine's speech that breaks off after some pieces of half a second. */
    private static final class Dying implements SpeechStream {
        private int left;

        Dying(int pieces) {
            left = pieces;
        }

        @Override
        public Pcm next() throws TtsException {
            if (left-- == 0) {
                throw new TtsException("the engine died");
            }
            return HALF_A_SECOND;
        }

        @Override
        public void close() {}
    }
}
