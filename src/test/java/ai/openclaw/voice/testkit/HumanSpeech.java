package ai.openclaw.voice.testkit;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.demo.scenario.Recordings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The product's {@link Recordings} of a human, as tests want them. */
public final class HumanSpeech {
    private final Recordings recordings;

    private HumanSpeech(Recordings recordings) {
        this.recordings = recordings;
    }

    /** @param name as in the texts, for example {@code vm-intro} or {@code digits/5} */
    public record Clip(String name, String text, Pcm sound) {}

    /** Empty where the recordings or their texts are not installed: {@code ./voice models --test-speech} brings them. */
    public static Optional<HumanSpeech> find() {
        return Recordings.find().map(HumanSpeech::new);
    }

    /** As {@link #find}, for tests that mean nothing without. */
    public static HumanSpeech required() {
        return find().orElseThrow(() -> new IllegalStateException("no test speech: run ./voice models --test-speech"));
    }

    /** A file of a model that tests mean nothing without. */
    public static Path model(String name, String file) {
        String models = System.getProperty("voice.models", System.getenv("VOICE_MODELS"));
        Path path = Path.of(models == null ? "models" : models, name, file);
        if (!Files.isReadable(path)) {
            throw new IllegalStateException("no " + path + ": run ./voice models");
        }
        return path;
    }

    /** All clips that have a text of words (not of sounds, as {@code [tone]}) and a recording. */
    public List<String> names() {
        return recordings.names();
    }

    /** @throws IllegalArgumentException when there is no such clip */
    public Clip clip(String name) {
        return new Clip(name, recordings.text(name), recordings.sound(name));
    }
}
