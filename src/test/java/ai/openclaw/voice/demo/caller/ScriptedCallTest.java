package ai.openclaw.voice.demo.caller;

import static ai.openclaw.voice.testkit.Sounds.join;
import static ai.openclaw.voice.testkit.Sounds.silence;
import static ai.openclaw.voice.testkit.Sounds.tone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.testkit.ReferencePhone;
import ai.openclaw.voice.testkit.TextbookG711;
import ai.openclaw.voice.testkit.ToneEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptedCallTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Voice BEEP = words -> new Pcm(tone(300, 500, 9000), 8000);

    @Test
    void reportsWhoSaidWhatAndWhen(@TempDir Path folder) throws Exception {
        List<String> seen = new ArrayList<>();
        CallObserver observer = new CallObserver() {
            @Override
            public void callerSays(String words) {
                seen.add("caller: " + words);
            }

            @Override
            public void assistantSaid(Heard heard) {
                seen.add("assistant: " + heard.text());
            }
        };
        try (ReferencePhone far = new ReferencePhone(false)) {
            far.greeting = TextbookG711.toMuLaw(tone(400, 400, 9000));
            // Two clauses with a pause between them are one answer.
            far.reply = TextbookG711.toMuLaw(join(tone(600, 300, 9000), silence(500), tone(900, 300, 9000)));
            far.start();
            CallScript script = CallScript.begin()
                    .awaitGreeting(SOON)
                    .ask("How many?", SOON)
                    .ask("And now?", SOON)
                    .press("1")
                    .hangUp();
            ScriptedCall call = new ScriptedCall(BEEP, new Listener(new ToneEngine(), "en-US"), observer);
            CallReport report = call.run(CallerOptions.to(far.uri()), script, folder.resolve("call.wav"));

            assertThat(report.allAnswered()).isTrue();
            assertThat(report.end()).isEqualTo(CallEnd.CALLER);
            assertThat(report.codec()).isEqualTo("PCMU");
            assertThat(report.lines())
                    .extracting(line -> line.speaker() + ": " + line.text())
                    .isEqualTo(seen)
                    .containsExactly(
                            "assistant: four",
                            "caller: How many?",
                            "assistant: six nine",
                            "caller: And now?",
                            "assistant: six nine");
            assertThat(report.turns())
                    .extracting(CallReport.TurnReport::answer)
                    .containsExactly("six nine", "six nine");
            assertThat(report.turns())
                    .allSatisfy(t -> assertThat(t.responseMs()).isBetween(240L, 360L));
            assertThat(WavFileTest.channels(folder.resolve("call.wav"))).isEqualTo(2);
            assertThat(far.eventsHeard).containsExactly(1);
        }
    }

    @Test
    void saysWhenAQuestionWasNotAnswered() throws Exception {
        try (ReferencePhone far = new ReferencePhone(false)) {
            far.start();
            CallScript script = CallScript.begin()
                    .ask("Anybody there?", Duration.ofMillis(700))
                    .hangUp();
            CallReport report = new ScriptedCall(BEEP, new Listener(new ToneEngine(), "en-US"), CallObserver.NONE)
                    .run(CallerOptions.to(far.uri()), script, null);
            assertThat(report.outcome().isAnswered()).isTrue();
            assertThat(report.allAnswered()).isFalse();
            assertThat(report.turns()).singleElement().satisfies(t -> assertThat(t.responseMs())
                    .isNull());
        }
    }

    @Test
    void reportsACallThatWasRefused() throws Exception {
        try (ReferencePhone far = new ReferencePhone(false)) {
            far.rejectWith = 486;
            far.start();
            CallReport report = new ScriptedCall(BEEP, null, CallObserver.NONE)
                    .run(
                            CallerOptions.to(far.uri()),
                            CallScript.begin().say("Hello").hangUp(),
                            null);
            assertThat(report.outcome().status()).isEqualTo(486);
            assertThat(report.end()).isEqualTo(CallEnd.NOT_ANSWERED);
            assertThat(report.allAnswered()).isFalse();
        }
    }

    @Test
    void survivesAFarEndThatHangsUpInTheMiddleOfASentence() throws Exception {
        try (ReferencePhone far = new ReferencePhone(false)) {
            far.hangUpAfterMs = 300;
            far.start();
            Voice longWinded = words -> new Pcm(tone(300, 4000, 9000), 8000);
            CallReport report = new ScriptedCall(longWinded, new Listener(new ToneEngine(), "en-US"), CallObserver.NONE)
                    .run(
                            CallerOptions.to(far.uri()),
                            CallScript.begin().ask("A long story", SOON).hangUp(),
                            null);
            assertThat(report.end()).isEqualTo(CallEnd.FAR_SIDE);
            assertThat(report.turns()).isEmpty();
        }
    }

    @Test
    void needsAVoiceForWords() {
        ScriptedCall mute = new ScriptedCall(null, null, CallObserver.NONE);
        assertThatThrownBy(() -> mute.run(
                        CallerOptions.to("sip:1@127.0.0.1:9"),
                        CallScript.begin().say("Hi"),
                        null))
                .hasMessageContaining("no voice");
    }
}
