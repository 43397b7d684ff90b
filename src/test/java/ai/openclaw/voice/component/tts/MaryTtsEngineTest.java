package ai.openclaw.voice.component.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Speakable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MaryTtsEngineTest {
    private static MaryTtsEngine mary;

    @BeforeAll
    static void startMary() throws TtsException {
        mary = new MaryTtsEngine(2);
    }

    @Test
    void speaksASentenceAtTelephoneLevel() throws TtsException {
        Pcm speech = spoken("Your appointment is confirmed for Tuesday at half past three.");

        assertThat(speech.durationMs()).isBetween(2500, 6000);
        assertThat(Sound.activeDbfs(speech)).isCloseTo(-20, within(1.5));
    }

    @Test
    void beginsAtOnceAndPausesAfterASentence() throws TtsException {
        Pcm sentence = spoken("Thank you for calling.");
        Pcm clause = spoken("Thank you for calling");

        assertThat(Sound.leadingSilenceMs(sentence)).isLessThan(60);
        assertThat(Sound.trailingSilenceMs(sentence)).isBetween(250, 450);
        assertThat(Sound.trailingSilenceMs(clause)).isLessThan(150);
    }

    @Test
    void speaksTheSameForManyCallsAtOnceAsForOne() throws Exception {
        List<String> sentences = List.of(
                "Good morning, how can I help?",
                "The meeting room is free at nine.",
                "Please hold the line.",
                "I have written that down for you.");
        List<Integer> alone = new ArrayList<>();
        for (String sentence : sentences) {
            alone.add(spoken(sentence).samples().length);
        }
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                String sentence = sentences.get(i % sentences.size());
                calls.add(() -> spoken(sentence).samples().length);
            }
            List<Future<Integer>> together = callers.invokeAll(calls);
            for (int i = 0; i < together.size(); i++) {
                assertThat(together.get(i).get()).isEqualTo(alone.get(i % alone.size()));
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void survivesTextThatHasNoWords() throws TtsException {
        for (String odd : List.of("...", "?!", "☎", "()", "<b>&", "ﷺ", "a".repeat(300))) {
            try (SpeechStream stream = mary.speak(Speakable.ofAnswer(odd), null)) {
                while (stream.next() != null) {
                    // Whatever it says to this, it ends.
                }
            } catch (TtsException e) {
                assertThat(e.getMessage()).doesNotContain(odd);
            }
        }
        assertThat(spoken("Still here.").durationMs()).isGreaterThan(300);
    }

    private static Pcm spoken(String text) throws TtsException {
        return Sound.all(mary.speak(Speakable.ofAnswer(text), null));
    }
}
