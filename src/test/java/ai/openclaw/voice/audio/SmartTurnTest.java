package ai.openclaw.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.testkit.HumanSpeech;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SmartTurnTest {
    private static SmartTurn smartTurn;

    @BeforeAll
    static void load() {
        smartTurn = new SmartTurn(model());
    }

    @AfterAll
    static void close() {
        if (smartTurn != null) {
            smartTurn.close();
        }
    }

    /** The reference: the same sound through pipecat-ai 1.14.0's features and the same model in Python: 0.1183 with ONNX Runtime 1.22, 0.0924 with 1.32. */
    @Test
    void judgesAsTheMakersOwnCodeDoes() {
        assertThat(smartTurn.probability(new Pcm(LogMelTest.sweep(), 16000))).isCloseTo(0.1183f, within(0.03f));
    }

    @Test
    void tellsAFinishedSentenceFromABrokenOffOne() {
        Pcm whole = HumanSpeech.required().clip("vm-options").sound();
        short[] begun = Arrays.copyOf(whole.samples(), whole.samples().length * 6 / 10);
        assertThat(smartTurn.probability(whole)).isGreaterThan(0.8f);
        assertThat(smartTurn.probability(new Pcm(begun, whole.sampleRateHz()))).isLessThan(0.3f);
    }

    @Test
    void isNotSwayedByHowLongTheSilenceIs() {
        Pcm whole = HumanSpeech.required().clip("vm-options").sound();
        short[] begun = Arrays.copyOf(whole.samples(), whole.samples().length * 6 / 10);
        float at200 = smartTurn.probability(new Pcm(Arrays.copyOf(begun, begun.length + 1600), 8000));
        float at600 = smartTurn.probability(new Pcm(Arrays.copyOf(begun, begun.length + 4800), 8000));
        assertThat(at600).isEqualTo(at200);
    }

    @Test
    void judgesManyCallsAtOnceAsItJudgesEachAlone() throws Exception {
        HumanSpeech human = HumanSpeech.required();
        for (Pcm sound : Stream.of("vm-options", "vm-intro")
                .map(name -> human.clip(name).sound())
                .toList()) {
            double alone = smartTurn.probability(sound);
            var judged = Stream.generate(() -> smartTurn.judge(sound)).limit(8).toList();
            for (CompletableFuture<OptionalDouble> one : judged) {
                assertThat(one.get(30, TimeUnit.SECONDS).orElseThrow()).isCloseTo(alone, within(1e-5));
            }
        }
    }

    @Test
    void leavesTheDecisionToTheWordsWhenTooManyWait() throws Exception {
        Pcm sound = new Pcm(LogMelTest.sweep(), 16000);
        var judged = Stream.generate(() -> smartTurn.judge(sound)).limit(40).toList();
        CompletableFuture.allOf(judged.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        assertThat(judged).anyMatch(one -> one.join().isEmpty()).anyMatch(one -> one.join()
                .isPresent());
    }

    @Test
    void knowsNothingOfNoSpeechAndAfterItWasClosed() {
        assertThat(smartTurn.judge(new Pcm(new short[0], 8000)).join()).isEmpty();
        SmartTurn closed = new SmartTurn(model());
        closed.close();
        assertThat(closed.judge(new Pcm(new short[800], 8000)).join()).isEmpty();
    }

    @Test
    void refusesAnotherModel() {
        assertThatThrownBy(() -> new SmartTurn(HumanSpeech.model("silero-vad-v6", "silero_vad.onnx")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Smart Turn");
    }

    private static Path model() {
        return HumanSpeech.model("smart-turn-v3", "smart-turn-v3.2-cpu.onnx");
    }
}
