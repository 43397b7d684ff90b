package ai.openclaw.voice.component.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.CallId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

@Timeout(20)
class BatchEngineTest {
    private static final int SECOND = 16000;

    private final List<String> guesses = new CopyOnWriteArrayList<>();
    private SlowEngine engine = new SlowEngine(2, Duration.ofSeconds(10), 10_000);

    @AfterEach
    void close() {
        engine.gate.countDown();
        engine.close();
    }

    @Test
    void usesTheTranscriptBegunInThePause() throws Exception {
        try (SttEngine.Recognition recognition = engine.begin("en-US")) {
            recognition.accept(speech(1), 16000);
            recognition.pause(guess -> {});
            await().until(() -> engine.heard.size() == 1);
            recognition.accept(new short[SECOND / 2], 16000); // The silence in which the end of the turn is decided.
            assertThat(recognition.finish()).isEqualTo("16000 samples");
        }
        assertThat(engine.heard).hasSize(1);
    }

    @Test
    void tellsTheGuessAsSoonAsItIsThere() throws Exception {
        try (SttEngine.Recognition recognition = engine.begin("en-US")) {
            recognition.accept(speech(1), 16000);
            recognition.pause(guesses::add);
            await().untilAsserted(() -> assertThat(guesses).containsExactly("16000 samples"));
            recognition.resume();
            recognition.accept(speech(1), 16000);
            recognition.pause(guesses::add);
            await().untilAsserted(() -> assertThat(guesses).containsExactly("16000 samples", "32000 samples"));
        }
    }

    @Test
    void guessesAllThatWasSaidAlsoWhenItWasHeardInPieces() throws Exception {
        try (SttEngine.Recognition recognition = engine.begin("en-US")) {
            recognition.accept(speech(12), 16000);
            recognition.pause(guesses::add);
            await().until(() -> !guesses.isEmpty());
            assertThat(recognition.finish()).isEqualTo(guesses.get(0)).matches("\\d+ samples \\d+ samples");
        }
    }

    @Test
    void tellsNoGuessThatIsVoidOrFailed() throws Exception {
        engine.holdBack();
        try (SttEngine.Recognition recognition = engine.begin("en-US")) {
            recognition.accept(speech(1), 16000);
            recognition.pause(guesses::add);
            await().until(() -> engine.heard.size() == 1);
            recognition.resume();
            engine.gate.countDown();
            engine.failure = new IllegalStateException("native trouble");
            recognition.pause(guesses::add);
            assertThatThrownBy(recognition::finish).isInstanceOf(SttException.class);
        }
        assertThat(guesses).isEmpty();
    }

    @Test
    void givesTheTranscriptAlsoWhenNobodyCouldTakeTheGuess() throws Exception {
        try (SttEngine.Recognition recognition = engine.begin("en-US")) {
            recognition.accept(speech(1), 16000);
            recognition.pause(guess -> {
                throw new IllegalStateException("the call is over");
            });
            assertThat(recognition.finish()).isEqualTo("16000 samples");
        }
    }

    @Test
    void dropsTheTranscriptBegunInThePauseWhenTheCallerGoesOn() throws Exception {
        engine.holdBack();
        try (SttEngine.Recognition recognition = engine.begin("en-US")) {
            recognition.accept(speech(1), 16000);
            recognition.pause(guess -> {});
            await().until(() -> engine.heard.size() == 1);
            recognition.resume();
            await().until(() -> engine.stopped.size() == 1);
            engine.gate.countDown();
            recognition.accept(speech(2), 16000);
            assertThat(recognition.finish()).isEqualTo("48000 samples");
        }
    }

    @Test
    void hearsAgainWhenSpeechFollowedThePauseUnannounced() throws Exception {
        try (SttEngine.Recognition recognition = engine.begin("en-US")) {
            recognition.accept(speech(1), 16000);
            recognition.pause(guess -> {});
            recognition.accept(speech(1), 16000);
            assertThat(recognition.finish()).isEqualTo("32000 samples");
        }
    }

    @Test
    void cutsLongSpeechInPiecesThatTheModelTakes() throws Exception {
        try (SttEngine.Recognition recognition = engine.begin("en-US")) {
            for (int i = 0; i < 35; i++) {
                recognition.accept(speech(1), 16000);
            }
            recognition.finish();
        }
        assertThat(engine.heard).hasSizeGreaterThan(3).allSatisfy(length -> assertThat(length)
                .isLessThanOrEqualTo(10 * SECOND));
        assertThat(engine.heard.stream().mapToInt(length -> length).sum()).isEqualTo(35 * SECOND);
    }

    @Test
    void cutsWhereItIsQuietest() throws Exception {
        short[] speech = speech(12);
        Arrays.fill(speech, 8 * SECOND, 8 * SECOND + SECOND / 4, (short) 0);
        try (SttEngine.Recognition recognition = engine.begin("en-US")) {
            recognition.accept(speech, 16000);
            recognition.finish();
        }
        assertThat(engine.heard.stream().max(Integer::compare).orElseThrow())
                .isBetween(8 * SECOND, 8 * SECOND + SECOND / 4);
    }

    @Test
    void doesNotTroubleTheModelWithSilence() throws Exception {
        try (SttEngine.Recognition recognition = engine.begin("en-US")) {
            recognition.accept(new short[SECOND], 16000);
            assertThat(recognition.finish()).isEmpty();
        }
        try (SttEngine.Recognition recognition = engine.begin("en-US")) {
            assertThat(recognition.finish()).isEmpty();
        }
        assertThat(engine.heard).isEmpty();
    }

    @Test
    void givesUpAtTheDeadlineAndStopsTheModel() throws Exception {
        engine.close();
        engine = new SlowEngine(1, Duration.ofMillis(50), 10_000);
        engine.holdBack();
        try (SttEngine.Recognition recognition = engine.begin("en-US")) {
            recognition.accept(speech(1), 16000);
            assertThatThrownBy(recognition::finish)
                    .isInstanceOf(SttException.class)
                    .hasMessage("slow took longer than 50 ms");
        }
        await().until(() -> engine.stopped.size() == 1);
    }

    @Test
    void hearsThoseWhoWaitBeforeThoseWhoOnlyPause() throws Exception {
        engine.close();
        engine = new SlowEngine(1, Duration.ofSeconds(10), 10_000);
        engine.holdBack();
        try (SttEngine.Recognition first = engine.begin("en");
                SttEngine.Recognition pausing = engine.begin("en")) {
            first.accept(speech(1), 16000);
            first.pause(guess -> {});
            await().until(() -> engine.heard.size() == 1);
            pausing.accept(speech(2), 16000);
            pausing.pause(guesses::add);
            Job waiting = engine.submit(new float[] {0.5f}, true);
            engine.gate.countDown();
            waiting.get(10, TimeUnit.SECONDS);
            assertThat(engine.heard.get(1)).isEqualTo(1);
            await().untilAsserted(() -> assertThat(guesses).containsExactly("32000 samples"));
        }
    }

    @Test
    void refusesALanguageAndASampleRateItDoesNotKnow() throws Exception {
        assertThatThrownBy(() -> engine.begin("de-DE")).hasMessage("slow hears 'en', not 'de-DE'");
        try (SttEngine.Recognition recognition = engine.begin(null)) {
            assertThatThrownBy(() -> recognition.accept(new short[10], 44100)).hasMessageContaining("44100 Hz");
        }
    }

    @Test
    void saysThatTheModelFailed() throws Exception {
        engine.failure = new IllegalStateException("native trouble");
        try (SttEngine.Recognition recognition = engine.begin("en")) {
            recognition.accept(speech(1), 16000);
            assertThatThrownBy(recognition::finish)
                    .isInstanceOf(SttException.class)
                    .hasMessage("slow failed");
        }
    }

    @Test
    void worksUnderTheCallsNameInTheLog() throws Exception {
        try (MDC.MDCCloseable ignored = MDC.putCloseable(CallId.MDC_KEY, "some call");
                SttEngine.Recognition recognition = engine.begin("en")) {
            recognition.accept(speech(1), 16000);
            recognition.finish();
        }
        assertThat(engine.callId).isEqualTo("some call");
    }

    /** Sound that swings as speech does. */
    static short[] speech(int seconds) {
        short[] samples = new short[seconds * SECOND];
        IntStream.range(0, samples.length)
                .forEach(
                        i -> samples[i] = (short) (12000 * Math.sin(i * 0.2) * Math.abs(Math.sin(i * Math.PI / 4000))));
        return samples;
    }

    private static final class SlowEngine extends BatchEngine {
        final List<Integer> heard = new CopyOnWriteArrayList<>();
        final List<String> stopped = new CopyOnWriteArrayList<>();
        CountDownLatch gate = new CountDownLatch(0);
        volatile RuntimeException failure;
        volatile String callId;

        SlowEngine(int concurrency, Duration deadline, int longestPieceMs) {
            super("slow", "en", concurrency, deadline, longestPieceMs);
        }

        void holdBack() {
            gate = new CountDownLatch(1);
        }

        @Override
        String transcribe(float[] samples, Cancellation cancellation) throws SttException {
            callId = MDC.get(CallId.MDC_KEY);
            heard.add(samples.length);
            if (failure != null) {
                throw failure;
            }
            cancellation.stopWith(() -> stopped.add(samples.length + " samples"));
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new SttException("interrupted", e);
            }
            cancellation.stopWith(null);
            return samples.length + " samples";
        }
    }
}
