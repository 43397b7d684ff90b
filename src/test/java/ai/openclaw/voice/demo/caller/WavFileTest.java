package ai.openclaw.voice.demo.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.audio.WavFile;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.testkit.Sounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WavFileTest {
    @TempDir
    Path folder;

    static int channels(Path file) throws Exception {
        return AudioSystem.getAudioFileFormat(file.toFile()).getFormat().getChannels();
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000})
    void readsWhatItWrote(int rate) throws IOException {
        Pcm sound = new Pcm(Sounds.tone(440, 100, 20000), rate);
        WavFile.write(folder.resolve("a.wav"), sound);
        Pcm read = WavFile.read(folder.resolve("a.wav"));
        assertThat(read.sampleRateHz()).isEqualTo(rate);
        assertThat(read.samples()).isEqualTo(sound.samples());
    }

    @Test
    void saysWhichFileIsNoSound() throws IOException {
        Path file = Files.writeString(folder.resolve("b.wav"), "no sound at all, but long enough to look into");
        assertThatThrownBy(() -> WavFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("b.wav");
        WavFile.writeStereo(folder.resolve("c.wav"), new short[10], new short[20], 8000);
        assertThatThrownBy(() -> WavFile.read(folder.resolve("c.wav"))).hasMessageContaining("not mono");
    }

    @ParameterizedTest
    @ValueSource(ints = {11025, 16000, 22050, 44100, 48000})
    void keepsAToneWhenItResamples(int rate) {
        short[] in = new short[rate];
        for (int i = 0; i < in.length; i++) {
            in[i] = (short) (10000 * Math.sin(2 * Math.PI * 1000 * i / rate)
                    + 8000 * Math.sin(2 * Math.PI * 5000.0 * i / rate));
        }
        short[] out = Resampling.to8kHz(new Pcm(in, rate));
        assertThat(out).hasSize(8000);
        double error = 0;
        for (int i = 1000; i < 7000; i++) {
            error = Math.max(error, Math.abs(out[i] - 10000 * Math.sin(2 * Math.PI * 1000 * i / 8000)));
        }
        // The 5 kHz tone would fold to 3 kHz; 40 dB below it nobody hears it.
        assertThat(error).isLessThan(150);
    }
}
