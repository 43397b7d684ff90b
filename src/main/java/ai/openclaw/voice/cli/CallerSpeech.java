package ai.openclaw.voice.cli;

import ai.openclaw.voice.component.stt.SttEngine;
import ai.openclaw.voice.component.tts.TtsEngine;
import ai.openclaw.voice.demo.caller.Listener;
import ai.openclaw.voice.demo.caller.Voice;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ListableBeanFactory;

/** The caller's mouth and ear, borrowed from the engines of the running system. */
final class CallerSpeech {
    /** Another voice than the assistant's where there is one, so that the two can be told apart in the recording. */
    private static final List<String> VOICES = List.of("marytts", "piper");

    private static final List<String> EARS = List.of("moonshine", "whisper", "vosk");

    private CallerSpeech() {}

    /** @throws IllegalStateException when the system has no engine that speaks */
    static Voice voice(ListableBeanFactory system) {
        Collection<TtsEngine> engines = system.getBeansOfType(TtsEngine.class).values();
        Optional<TtsEngine> engine = VOICES.stream()
                .flatMap(name -> engines.stream().filter(e -> e.name().equals(name)))
                .findFirst()
                .or(() -> engines.stream().findFirst());
        return Voice.of(engine.orElseThrow(
                () -> new IllegalStateException("no TTS engine is there to give the caller a voice")));
    }

    /** @throws IllegalStateException when the system has no engine that hears */
    static Listener listener(ListableBeanFactory system) {
        Collection<SttEngine> engines = system.getBeansOfType(SttEngine.class).values();
        Optional<SttEngine> engine = EARS.stream()
                .flatMap(name -> engines.stream().filter(e -> e.name().equals(name)))
                .findFirst()
                .or(() -> engines.stream().findFirst());
        return new Listener(
                engine.orElseThrow(
                        () -> new IllegalStateException("no STT engine is there for the caller to hear with")),
                "en-US");
    }
}
