package ai.openclaw.voice.cli.doctor;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.component.stt.SttEngine;
import ai.openclaw.voice.component.stt.SttException;
import ai.openclaw.voice.component.tts.TtsEngine;
import ai.openclaw.voice.demo.caller.Resampling;
import ai.openclaw.voice.demo.caller.Voice;
import ai.openclaw.voice.demo.caller.WordError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Each voice says a sentence, and each recogniser reads it back. */
final class SpeechCheck implements DoctorCheck {
    private static final String SENTENCE = "Your appointment is on Monday morning at nine.";
    /** Half of the words: synthetic speech is hard to read, and silence has none. */
    private static final double ENOUGH = 0.5;

    private static final int TELEPHONE_HZ = 8000;

    @Override
    public String name() {
        return "speech";
    }

    @Override
    public List<Finding> look(Patient patient) throws Exception {
        List<Finding> findings = new ArrayList<>();
        Set<TtsEngine> voices = new LinkedHashSet<>(List.of(
                patient.surroundings().ttsEngines().primary(),
                patient.surroundings().ttsEngines().fallback()));
        Set<SttEngine> ears = new LinkedHashSet<>(List.of(
                patient.surroundings().sttEngines().named("primary"),
                patient.surroundings().sttEngines().named("fallback")));
        Pcm sound = null;
        for (TtsEngine voice : voices) {
            try {
                sound = Voice.of(voice).say(SENTENCE);
                findings.add(Finding.ok(
                        name(), "the voice " + voice.name() + " speaks, " + sound.durationMs() + " ms of sound"));
            } catch (Voice.VoiceException e) {
                findings.add(Finding.failed(
                        name(),
                        "the voice " + voice.name() + " does not speak",
                        "VOICE_TTS_URL, VOICE_TTS_API_KEY, or" + " ./voice models"));
            }
        }
        for (SttEngine ear : ears) {
            if (sound != null) {
                findings.add(readBack(ear, sound));
            }
        }
        return findings;
    }

    private Finding readBack(SttEngine ear, Pcm sound) throws Exception {
        try (SttEngine.Recognition recognition = ear.begin("en-US")) {
            recognition.accept(Resampling.to8kHz(sound), TELEPHONE_HZ);
            String words = recognition.finish();
            return WordError.overlap(SENTENCE, words) >= ENOUGH
                    ? Finding.ok(name(), ear.name() + " understands it")
                    : Finding.warning(
                            name(),
                            ear.name() + " read \"" + words + "\" for \"" + SENTENCE + "\"",
                            "VOICE_STT_PRIMARY, voice.stt.language, or ./voice models for a better model");
        } catch (SttException e) {
            return Finding.failed(
                    name(), ear.name() + " failed: " + e.getMessage(), "VOICE_STT_URL, VOICE_STT_API_KEY");
        }
    }
}
