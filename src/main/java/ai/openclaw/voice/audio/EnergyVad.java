package ai.openclaw.voice.audio;

/** Takes for speech whatever is louder than the line's noise. What remains when there is no model. */
public final class EnergyVad implements VoiceDetector {
    private static final int FRAME = 160;
    private static final double LOWEST_SPEECH_DB = -50;
    // Where the probability is one half.
    private static final double ABOVE_NOISE_DB = 9;
    private static final double RISE_DB_PER_FRAME = 2.0 * FRAME / 8000;

    private double noiseDb = -60;

    @Override
    public int frameSamples() {
        return FRAME;
    }

    @Override
    public float probability(short[] samples, int offset) {
        double db = Level.dbfs(samples, offset, FRAME);
        noiseDb = db < noiseDb ? Math.max(db, -70) : Math.min(db, noiseDb + RISE_DB_PER_FRAME);
        if (db < LOWEST_SPEECH_DB) {
            return 0;
        }
        return (float) (1 / (1 + Math.exp((noiseDb + ABOVE_NOISE_DB - db) / 2)));
    }

    @Override
    public void close() {}
}
