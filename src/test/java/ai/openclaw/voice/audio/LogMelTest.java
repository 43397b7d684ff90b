package ai.openclaw.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against what pipecat-ai 1.14.0 computes with numpy (_whisper_features.py) of the same sound. */
class LogMelTest {
    private static final int FRAMES = 800;

    @Test
    void agreesWithTheModelMakersOwnFeatures() {
        float[] features = new LogMel(128_000).of(sweep());
        assertThat(features).hasSize(80 * FRAMES);
        assertThat(features[10 * FRAMES + 520]).isCloseTo(0.6581079f, within(1e-4f));
        assertThat(features[20 * FRAMES + 600]).isCloseTo(1.7808682f, within(1e-4f));
        assertThat(features[30 * FRAMES + 650]).isCloseTo(1.4266275f, within(1e-4f));
        assertThat(features[5 * FRAMES + 505]).isCloseTo(1.1825079f, within(1e-4f));
        assertThat(features[0]).isCloseTo(-0.1556727f, within(1e-4f));
        double sum = 0;
        for (float feature : features) {
            sum += feature;
        }
        assertThat(sum / features.length).isCloseTo(-0.0956538, within(1e-5));
    }

    @Test
    void looksAtTheEndOfLongSound() {
        short[] last = sweep();
        short[] longer = new short[200_000];
        System.arraycopy(last, 0, longer, longer.length - last.length, last.length);
        assertThat(new LogMel(128_000).of(longer)).containsExactly(new LogMel(128_000).of(last));
    }

    /** Three seconds at 16 kHz that rise from 200 to 2000 Hz, and swell and fade. */
    static short[] sweep() {
        short[] samples = new short[48_000];
        for (int i = 0; i < samples.length; i++) {
            double t = i / 16000.0;
            samples[i] = (short) (8000 * Math.sin(Math.PI * t / 3) * Math.sin(2 * Math.PI * (200 * t + 300 * t * t)));
        }
        return samples;
    }
}
