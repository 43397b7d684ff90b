package ai.openclaw.voice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.audio.EnergyVad;
import ai.openclaw.voice.call.AnsweredBy;
import ai.openclaw.voice.speech.MachineGreetings;
import ai.openclaw.voice.testkit.HumanSpeech;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times are those of recorded human speech, words are their texts. */
class WhoAnsweredTest {
    private static final int TICK_MS = 100;

    private final WhoAnswered who = new WhoAnswered(new MachineGreetings("en-US").in(null), 0);

    @ParameterizedTest
    @ValueSource(strings = {"hello-world", "vm-goodbye", "im-sorry", "vm-extension", "privacy-thankyou"})
    void aPersonSaysLittleAndWaits(String clip) {
        assertThat(hear(clip, false)).isEqualTo(AnsweredBy.HUMAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vm-intro", "vm-nobodyavail", "ss-noservice"})
    void aMachineSaysWhatMachinesSay(String clip) {
        assertThat(hear(clip, true)).isEqualTo(AnsweredBy.MACHINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo-instruct", "conf-adminmenu-162", "demo-abouttotry"})
    void aMachineTalksOnEvenIfNobodyUnderstandsIt(String clip) {
        assertThat(hear(clip, false)).isEqualTo(AnsweredBy.MACHINE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5000|Good morning, Smith and Partners, this is Jane, how may I help you?|HUMAN",
                "5000|Hello? Hello? Who is this, who is calling please?|HUMAN",
                "3000|We have moved to Elm Street|HUMAN",
                "5000|Hi, it's Bob and Alice, and we would love to hear from you some other day|MACHINE",
                "1500|You've reached Bob|MACHINE"
            })
    void wordsCountForMoreThanTheirLength(int speechMs, String words, AnsweredBy expected) {
        who.speaks(500);
        who.pauses(500 + speechMs);
        who.says(words, true);
        assertThat(who.judge(500 + speechMs + 800)).contains(expected);
    }

    @Test
    void whoDoesNotSayAnythingIsUnknown() {
        assertThat(who.judge(3400)).isEmpty();
        assertThat(who.judge(3600)).contains(AnsweredBy.UNKNOWN);
    }

    @Test
    void aBeepIsAMachines() {
        who.beeps();
        assertThat(who.judge(10)).contains(AnsweredBy.MACHINE);
    }

    @Test
    void nothingIsDecidedWhileSomebodyStillTalks() {
        who.speaks(200);
        assertThat(who.judge(3000)).isEmpty();
        who.pauses(3000);
        assertThat(who.judge(3300)).isEmpty();
        who.speaks(3400);
        assertThat(who.judge(5000)).isEmpty();
    }

    @Test
    void aPersonInANoisyRoomIsNotListenedToForEver() {
        who.speaks(200);
        who.says("Hello, who is this please?", false);
        assertThat(who.judge(8000)).isEmpty();
        assertThat(who.judge(12_300)).contains(AnsweredBy.HUMAN);
    }

    @Test
    void aLateTranscriptIsNotWaitedForForEver() {
        who.speaks(0);
        who.pauses(3000);
        assertThat(who.judge(3800)).isEmpty();
        assertThat(who.judge(5000)).contains(AnsweredBy.HUMAN);
    }

    @Test
    void aShortGreetingMayBeAMachinesAndItsWordsAreWaitedFor() {
        who.speaks(400);
        who.pauses(2800);
        assertThat(who.judge(3500)).isEmpty();
        who.says("Nobody is available to take your call at the moment", true);
        assertThat(who.judge(3600)).contains(AnsweredBy.MACHINE);
    }

    @Test
    void whoseShortWordsNobodyUnderstandsIsAPerson() {
        who.speaks(400);
        who.pauses(2800);
        assertThat(who.judge(4100)).contains(AnsweredBy.HUMAN);
    }

    @Test
    void aHelloIsAnsweredBeforeItsWordsAreKnown() {
        who.speaks(400);
        who.pauses(1000);
        assertThat(who.judge(1700)).contains(AnsweredBy.HUMAN);
    }

    /** Plays the clip as the media layer would tell it; its words come when it pauses, if they are understood at all. */
    private AnsweredBy hear(String name, boolean understood) {
        HumanSpeech.Clip clip = HumanSpeech.required().clip(name);
        short[] sound = clip.sound().samples();
        EnergyVad vad = new EnergyVad();
        long lastVoiceMs = -1;
        boolean speaking = false;
        for (long ms = 0; ms < 30_000; ms += 32) {
            boolean voice = isVoice(sound, ms, vad);
            if (voice && !speaking) {
                who.speaks(ms);
                speaking = true;
            }
            lastVoiceMs = voice ? ms : lastVoiceMs;
            if (speaking && !voice && ms - lastVoiceMs >= 160) {
                who.pauses(lastVoiceMs);
                speaking = false;
                if (understood) {
                    who.says(clip.text(), true);
                }
            }
            if (ms % TICK_MS < 32) {
                Optional<AnsweredBy> verdict = who.judge(ms);
                if (verdict.isPresent()) {
                    return verdict.get();
                }
            }
        }
        throw new AssertionError("nothing was decided");
    }

    private static boolean isVoice(short[] sound, long ms, EnergyVad vad) {
        short[] frame = new short[256];
        int from = (int) ms * 8;
        for (int i = 0; i < frame.length && from + i < sound.length; i++) {
            frame[i] = sound[from + i];
        }
        return vad.probability(frame, 0) >= 0.5;
    }
}
