package ai.openclaw.voice.call;

/**
 * A piece of mono sound.
 *
 * @param samples 16-bit linear samples
 * @param sampleRateHz samples a second, in Hz
 */
public record Pcm(short[] samples, int sampleRateHz) {
    public int durationMs() {
        return (int) (samples.length * 1000L / sampleRateHz);
    }
}
