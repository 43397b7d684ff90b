package ai.openclaw.voice.demo.scenario;

import ai.openclaw.voice.call.Pcm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A human's recorded telephone prompts at 8 kHz with their texts (Debian's asterisk-core-sounds-en-wav, CC-BY-SA-3.0).
 * Looked for below the system property {@code voice.sounds}, the variable {@code VOICE_SOUNDS}, {@code test-speech} in
 * the models folder ({@code voice.models}, {@code VOICE_MODELS} or {@code ./models}), and where the package installs.
 */
public final class Recordings {
    private static final String CLIPS = "usr/share/asterisk/sounds/en_US_f_Allison";
    private static final String TEXTS = "usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz";

    private final Path clips;
    private final Map<String, String> texts;

    private Recordings(Path clips, Map<String, String> texts) {
        this.clips = clips;
        this.texts = texts;
    }

    /** Empty where the recordings or their texts are not installed: {@code ./voice models --test-speech} brings them. */
    public static Optional<Recordings> find() {
        return roots().filter(root -> Files.isDirectory(root.resolve(CLIPS)))
                .findFirst()
                .map(root -> new Recordings(root.resolve(CLIPS), texts(root)))
                .filter(speech -> !speech.texts.isEmpty());
    }

    private static Stream<Path> roots() {
        String models = setting("voice.models", "VOICE_MODELS");
        return Stream.of(
                        setting("voice.sounds", "VOICE_SOUNDS"),
                        (models == null ? "models" : models) + "/test-speech",
                        "/")
                .filter(root -> root != null && !root.isBlank())
                .map(Path::of);
    }

    private static String setting(String property, String variable) {
        return System.getProperty(property, System.getenv(variable));
    }

    private static Map<String, String> texts(Path root) {
        Map<String, String> texts = new TreeMap<>();
        // Docker images of Debian leave documentation out, so the copy that set-up unpacks is asked as well.
        List<Path> places = Stream.concat(Stream.of(root), roots())
                .map(place -> place.resolve(TEXTS))
                .filter(Files::isRegularFile)
                .toList();
        if (places.isEmpty()) {
            return texts;
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(places.get(0))), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int colon = line.indexOf(": ");
                if (!line.startsWith(";") && colon > 0) {
                    texts.put(
                            line.substring(0, colon), line.substring(colon + 2).strip());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /** All clips that have a text of words (not of sounds, as {@code [tone]}) and a recording. */
    public List<String> names() {
        return texts.entrySet().stream()
                .filter(entry ->
                        !entry.getValue().contains("[") && !entry.getValue().contains("("))
                .map(Map.Entry::getKey)
                .filter(name -> Files.isRegularFile(file(name)))
                .toList();
    }

    /** What is said in a recording; empty when that is not known. */
    public String text(String name) {
        return texts.getOrDefault(name, "");
    }

    /** Whether there is a recording of this name. */
    public boolean has(String name) {
        return Files.isRegularFile(file(name));
    }

    /** @throws IllegalArgumentException when there is no such clip */
    public Pcm sound(String name) {
        if (!has(name)) {
            throw new IllegalArgumentException("no clip " + name + " in " + clips);
        }
        return wav(file(name));
    }

    private Path file(String name) {
        return clips.resolve(name + ".wav");
    }

    /** Reads 16-bit mono PCM in a RIFF file. */
    private static Pcm wav(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            ByteBuffer riff = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            int rate = 8000;
            int at = 12;
            while (at + 8 <= riff.limit()) {
                int id = riff.getInt(at);
                int length = Math.min(riff.getInt(at + 4), riff.limit() - at - 8);
                if (id == 0x20746d66) { // "fmt "
                    rate = riff.getInt(at + 12);
                } else if (id == 0x61746164) { // "data"
                    short[] samples = new short[length / 2];
                    riff.position(at + 8);
                    riff.asShortBuffer().get(samples);
                    return new Pcm(samples, rate);
                }
                at += 8 + length + (length & 1);
            }
            throw new IOException(file + " has no sound");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
