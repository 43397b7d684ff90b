package ai.openclaw.voice.component.stt;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.testkit.HumanSpeech;
import ai.openclaw.voice.testkit.WordErrors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** The real models and a real human, for the tests that listen. */
final class SpeechModels {
    private SpeechModels() {}

    static Path need(String path) {
        String said = System.getProperty("voice.models", System.getenv("VOICE_MODELS"));
        Path model = Path.of(said == null ? "models" : said).resolve(path);
        assumeTrue(Files.exists(model), () -> model + " is not here: ./voice models brings it");
        return model;
    }

    static HumanSpeech needHuman() {
        return HumanSpeech.find()
                .orElseGet(() -> Assumptions.abort("no recordings are here: ./voice models --test-speech brings them"));
    }

    /** Hears it as it would come from a call: in pieces of 100 ms. */
    static String hear(SttEngine engine, Pcm sound) throws SttException {
        try (SttEngine.Recognition recognition = engine.begin(null)) {
            feed(recognition, sound);
            return recognition.finish();
        }
    }

    static void feed(SttEngine.Recognition recognition, Pcm sound) throws SttException {
        int step = sound.sampleRateHz() / 10;
        for (int at = 0; at < sound.samples().length; at += step) {
            recognition.accept(
                    Arrays.copyOfRange(sound.samples(), at, Math.min(at + step, sound.samples().length)),
                    sound.sampleRateHz());
        }
    }

    /** Wrong words in percent over some sentences. */
    static double wordsWrong(SttEngine engine, HumanSpeech human, String... clips) throws SttException {
        WordErrors errors = new WordErrors(0, 0);
        for (String name : clips) {
            HumanSpeech.Clip clip = human.clip(name);
            errors = errors.plus(WordErrors.between(clip.text(), hear(engine, clip.sound())));
        }
        return 100.0 * errors.wrong() / errors.words();
    }
}
