package ai.openclaw.voice.cli;

import ai.openclaw.voice.component.stt.SttEngines;
import ai.openclaw.voice.component.tts.TtsEngines;
import ai.openclaw.voice.demo.caller.Listener;
import ai.openclaw.voice.demo.caller.Voice;
import org.springframework.beans.factory.BeanFactory;

/**
 * The caller's mouth and ear, borrowed from the engines of the running system: the fallbacks, so that the two sides sound
 * different in the recording, and so that the ear which judges the answer is not the one that heard the question.
 */
final class CallerSpeech {
    private CallerSpeech() {}

    static Voice voice(BeanFactory system) {
        return Voice.of(system.getBean(TtsEngines.class).fallback());
    }

    static Listener listener(BeanFactory system) {
        return new Listener(system.getBean(SttEngines.class).named(SttEngines.FALLBACK), "en-US");
    }
}
