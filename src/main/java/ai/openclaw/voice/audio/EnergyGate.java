package ai.openclaw.voice.audio;

/**
 * Says whether a frame can hold speech at all, so that silence costs no inference. Follows the line's own noise. For one
 * stream, one thread; allocates nothing.
 */
public final class EnergyGate {
    // Speech on a telephone lies between -40 and -15 dBFS; below this it cannot be understood.
    private static final double LOWEST_SPEECH_DB = -58;
    private static final double ABOVE_NOISE_DB = 4;
    // Slow enough that a long sentence does not become noise, since each gap between words brings it down again.
    private static final double RISE_DB_PER_S = 2;
    // Words fade out below the threshold; the detector shall hear their ends.
    private static final int HOLD_MS = 300;

    private final double frameMs;
    private double noiseDb = -65;
    private double openMs;

    /** @param frameMs the length of a frame, ms */
    public EnergyGate(double frameMs) {
        this.frameMs = frameMs;
    }

    /** Whether this frame is worth a closer look. Call it for every frame. */
    public boolean open(short[] samples, int offset, int length) {
        double db = Level.dbfs(samples, offset, length);
        noiseDb = db < noiseDb ? Math.max(db, -75) : Math.min(db, noiseDb + RISE_DB_PER_S * frameMs / 1000);
        if (db > LOWEST_SPEECH_DB && db > noiseDb + ABOVE_NOISE_DB) {
            openMs = HOLD_MS;
        } else {
            openMs = Math.max(0, openMs - frameMs);
        }
        return openMs > 0;
    }
}
