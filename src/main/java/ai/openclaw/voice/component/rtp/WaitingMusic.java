package ai.openclaw.voice.component.rtp;

import ai.openclaw.voice.audio.G711;
import ai.openclaw.voice.audio.Resampler;
import ai.openclaw.voice.audio.WavFile;
import ai.openclaw.voice.call.Pcm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Hold music from files, each read once and shared by all calls. */
final class WaitingMusic {
    private static final Map<String, short[]> BY_FILE = new ConcurrentHashMap<>();

    private WaitingMusic() {}

    /**
     * @param file a mono WAV file; null or blank for none
     * @return samples at 8000 Hz, or null for none
     * @throws IllegalArgumentException when the file cannot be read, or nothing is in it
     */
    static short[] of(String file) {
        return file == null || file.isBlank() ? null : BY_FILE.computeIfAbsent(file, WaitingMusic::read);
    }

    private static short[] read(String file) {
        try {
            Pcm sound = WavFile.read(Path.of(file));
            if (sound.samples().length == 0) {
                throw new IOException("it has no sound");
            }
            Resampler resampler = new Resampler(sound.sampleRateHz(), G711.SAMPLE_RATE_HZ);
            short[] out = new short[resampler.maxOutput(sound.samples().length)];
            return Arrays.copyOf(out, resampler.resample(sound.samples(), 0, sound.samples().length, out, 0));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "voice.rtp.waiting-music=" + file + " is no mono WAV file that can be read (" + e.getMessage()
                            + "), for example voice.rtp.waiting-music=config/music.wav",
                    e);
        }
    }
}
