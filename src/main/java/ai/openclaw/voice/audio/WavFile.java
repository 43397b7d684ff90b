package ai.openclaw.voice.audio;

import ai.openclaw.voice.call.Pcm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** WAV files, 16-bit linear. */
public final class WavFile {
    private WavFile() {}

    /**
     * Reads a mono file of any rate.
     *
     * @throws IOException when it cannot be read, or is no mono WAV that the JDK can turn into 16 bits
     */
    public static Pcm read(Path file) throws IOException {
        try (AudioInputStream raw = AudioSystem.getAudioInputStream(file.toFile())) {
            AudioFormat is = raw.getFormat();
            if (is.getChannels() != 1) {
                throw new IOException(file + " is not mono: " + is);
            }
            AudioFormat wanted = new AudioFormat(is.getSampleRate(), 16, 1, true, false);
            try (AudioInputStream linear = AudioSystem.getAudioInputStream(wanted, raw)) {
                return new Pcm(shorts(linear.readAllBytes()), Math.round(is.getSampleRate()));
            }
        } catch (UnsupportedAudioFileException | IllegalArgumentException e) {
            throw new IOException(file + " is no WAV file that can be read: " + e.getMessage(), e);
        }
    }

    public static void write(Path file, Pcm sound) throws IOException {
        write(file, sound.samples(), 1, sound.sampleRateHz());
    }

    /** Writes two channels; the shorter one is filled with silence. Folders are made. */
    public static void writeStereo(Path file, short[] left, short[] right, int sampleRateHz) throws IOException {
        short[] both = new short[2 * Math.max(left.length, right.length)];
        for (int i = 0; i < both.length / 2; i++) {
            both[2 * i] = i < left.length ? left[i] : 0;
            both[2 * i + 1] = i < right.length ? right[i] : 0;
        }
        write(file, both, 2, sampleRateHz);
    }

    private static void write(Path file, short[] samples, int channels, int rate) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        AudioFormat format = new AudioFormat(rate, 16, channels, true, false);
        try (AudioInputStream sound =
                new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, samples.length / channels)) {
            AudioSystem.write(sound, AudioFileFormat.Type.WAVE, file.toFile());
        }
    }

    private static short[] shorts(byte[] bytes) {
        ShortBuffer buffer =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        short[] samples = new short[buffer.remaining()];
        buffer.get(samples);
        return samples;
    }
}
