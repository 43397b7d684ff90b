package ai.openclaw.voice.audio;

/** How loud sound is. */
final class Level {
    private Level() {}

    /** The level in dB below a full-scale square wave; -100 for digital silence. */
    static double dbfs(short[] samples, int offset, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += samples[offset + i] * samples[offset + i];
        }
        double power = (double) sum / length / (32768.0 * 32768.0);
        return power < 1e-10 ? -100 : 10 * Math.log10(power);
    }
}
