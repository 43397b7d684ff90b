package ai.openclaw.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The probability is written into the samples: frame by frame, each 20 ms long. Each frame's number is, too. */
class SpeechDetectorTest {
    private static final int FRAME = 160;

    /** Says what the frame's first sample says, in percent. */
    private static final class Scripted implements VoiceDetector {
        @Override
        public int frameSamples() {
            return FRAME;
        }

        @Override
        public float probability(short[] samples, int offset) {
            return samples[offset] / 100f;
        }

        @Override
        public void close() {}
    }

    private final List<String> story = new ArrayList<>();
    private final List<short[]> chunks = new ArrayList<>();
    private int frames;

    private SpeechDetector detector(SpeechDetector.Settings settings) {
        return new SpeechDetector(new Scripted(), settings, new SpeechDetector.Listener() {
            @Override
            public void speechStarted() {
                story.add("started");
            }

            @Override
            public void speech(short[] samples, int sampleRateHz) {
                chunks.add(samples);
                if (!story.get(story.size() - 1).equals("speech")) {
                    story.add("speech");
                }
            }

            @Override
            public void speechEnded(int silenceMs) {
                story.add("ended " + silenceMs);
            }

            @Override
            public void speechResumed() {
                story.add("resumed");
            }

            @Override
            public void utteranceFull() {
                story.add("full");
            }
        });
    }

    private final SpeechDetector detector = detector(SpeechDetector.Settings.DEFAULT);

    private void frames(int ms, int percent) {
        frames(detector, ms, percent);
    }

    private void frames(SpeechDetector to, int ms, int percent) {
        for (int i = 0; i < ms / 20; i++) {
            short[] frame = new short[FRAME];
            frame[0] = (short) percent;
            frame[1] = (short) ++frames;
            to.accept(frame, 0, FRAME);
        }
    }

    private int chunkMs() {
        return chunks.stream().mapToInt(chunk -> chunk.length).sum() / 8;
    }

    @Test
    void tellsABeginningAfterTheLeastSpeechWithItsPreRoll() {
        frames(1000, 0);
        frames(180, 90);
        assertThat(story).isEmpty();
        frames(20, 90);
        assertThat(story).containsExactly("started", "speech");
        assertThat(chunks.get(0)).hasSize(500 * 8);
        // 50 frames of silence; the pre-roll begins 15 before their end.
        assertThat(chunks.get(0)[1]).isEqualTo((short) 36);
        frames(100, 90);
        assertThat(chunks.get(1)).hasSize(800);
        assertThat(chunks.get(1)[1]).isEqualTo((short) 61);
    }

    @Test
    void aClickIsNoBeginning() {
        for (int i = 0; i < 10; i++) {
            frames(160, 99);
            frames(140, 0);
        }
        assertThat(story).isEmpty();
    }

    @Test
    void aConsonantsGapDoesNotUndoABeginning() {
        frames(120, 90);
        frames(60, 10);
        frames(80, 90);
        assertThat(story).containsExactly("started", "speech");
        assertThat(chunkMs()).isEqualTo(260);
    }

    @Test
    void betweenTheThresholdsNothingChanges() {
        frames(400, 45);
        assertThat(story).isEmpty();
        frames(200, 50);
        frames(1000, 40);
        assertThat(story).containsExactly("started", "speech");
        frames(200, 34);
        assertThat(story).containsExactly("started", "speech", "ended 200");
    }

    @Test
    void aPauseEndsAndSpeechResumesWithoutLosingAnything() {
        frames(400, 90);
        frames(500, 0);
        frames(400, 90);
        frames(200, 0);
        assertThat(story).containsExactly("started", "speech", "ended 200", "resumed", "speech", "ended 200");
        assertThat(chunkMs()).isEqualTo(400 + 500 + 400 + 200);
        int next = 1;
        for (short[] chunk : chunks) {
            for (int i = 1; i < chunk.length; i += FRAME) {
                assertThat(chunk[i]).isEqualTo((short) next++);
            }
        }
    }

    @Test
    void ofALongPauseOnlyThePreRollIsHandedOut() {
        frames(400, 90);
        frames(2000, 0);
        frames(200, 90);
        assertThat(story).containsExactly("started", "speech", "ended 200", "resumed", "speech");
        assertThat(chunkMs()).isBetween(400 + 200 + 300 + 100, 400 + 200 + 300 + 200);
    }

    @Test
    void afterALongSilenceSpeechIsAnotherUtterance() {
        frames(400, 90);
        frames(3000, 0);
        frames(200, 90);
        assertThat(story).containsExactly("started", "speech", "ended 200", "started", "speech");
    }

    @Test
    void afterACommitSpeechIsAnotherUtteranceHoweverSoonItComes() {
        frames(400, 90);
        frames(300, 0);
        detector.listenAnew();
        frames(200, 90);
        assertThat(story).containsExactly("started", "speech", "ended 200", "started", "speech");
    }

    @Test
    void aCommitThatCrossesAResumptionLosesNoWord() {
        frames(400, 90);
        frames(300, 0);
        frames(200, 90);
        int resumedFrom = 36;
        chunks.clear();
        detector.listenAnew();
        assertThat(story).containsExactly("started", "speech", "ended 200", "resumed", "speech", "started", "speech");
        short[] again = chunks.get(chunks.size() - 1);
        assertThat(again[1]).isBetween((short) (resumedFrom - 6), (short) resumedFrom);
        frames(400, 90);
        frames(200, 0);
        assertThat(story).endsWith("started", "speech", "ended 200");
    }

    @Test
    void aCommitInTheMidstOfSpeechCutsThere() {
        frames(2000, 90);
        chunks.clear();
        detector.listenAnew();
        frames(100, 90);
        assertThat(story).containsExactly("started", "speech", "started", "speech");
        assertThat(chunkMs()).isEqualTo(100);
    }

    @Test
    void anEndlessUtteranceIsSplitAndGoesOn() {
        SpeechDetector.Settings settings = new SpeechDetector.Settings(0.5f, 0.35f, 200, 300, 200, 2000, 3000, 100);
        SpeechDetector small = detector(settings);
        frames(small, 5000, 90);
        frames(small, 200, 0);
        assertThat(story)
                .containsExactly(
                        "started", "speech", "full", "started", "speech", "full", "started", "speech", "ended 200");
        assertThat(chunkMs()).isEqualTo(5200);
    }

    @Test
    void theThresholdIsAnotherWhileWeSpeakOurselves() {
        detector.startThreshold(0.8f);
        frames(400, 70);
        assertThat(story).isEmpty();
        detector.startThresholdAsSet();
        frames(200, 70);
        assertThat(story).containsExactly("started", "speech");
    }

    @Test
    void knowsOfSpeechBeforeItIsCertain() {
        frames(400, 0);
        frames(20, 30);
        frames(20, 45);
        frames(20, 90);
        assertThat(story).isEmpty();
        assertThat(detector.voicedMs()).isEqualTo(20);
        assertThat(detector.likelySpeechMs(60)).isCloseTo(0.3 * 20 + 0.45 * 20 + 0.9 * 20, within(0.01));
        assertThat(detector.likelySpeechMs(20)).isCloseTo(0.9 * 20, within(0.01));
    }

    @Test
    void countsTheVoiceAndNotTheGapsOfWhatIsSaid() {
        frames(300, 90);
        frames(100, 0);
        frames(300, 90);
        assertThat(detector.voicedMsOfSpeech()).isEqualTo(600);
        frames(300, 0);
        frames(100, 90);
        assertThat(story).endsWith("resumed", "speech");
        assertThat(detector.voicedMsOfSpeech()).isEqualTo(100);
    }

    @Test
    void canBeCutOff() {
        frames(400, 90);
        detector.cutOff();
        assertThat(story).containsExactly("started", "speech", "ended 0");
        assertThat(detector.isSpeaking()).isFalse();
        frames(180, 90);
        assertThat(story).hasSize(3);
        frames(20, 90);
        assertThat(story).endsWith("started", "speech");
        detector.cutOff();
        detector.cutOff();
        assertThat(story).endsWith("speech", "ended 0");
    }

    @Test
    void refusesSettingsWithoutSense() {
        assertThatThrownBy(() -> new SpeechDetector.Settings(0.3f, 0.5f, 200, 300, 200, 28_000, 3000, 100))
                .hasMessageContaining("threshold");
        assertThatThrownBy(() -> new SpeechDetector.Settings(0.5f, 0.3f, 200, 300, 200, 10, 3000, 100))
                .hasMessageContaining("longest utterance");
    }
}
