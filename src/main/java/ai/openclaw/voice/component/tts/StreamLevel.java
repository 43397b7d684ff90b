package ai.openclaw.voice.component.tts;

/**
 * Brings speech that is passed on while it arrives to the level of {@link ClauseShaper}: it cannot be measured before it
 * is heard, but a service speaks as loud today as it did a minute ago. Thread-safe.
 */
final class StreamLevel {
    private static final double TARGET_ENERGY = 0.01;
    private static final double MAX_GAIN = 10;
    /** Below -45 dBFS a piece is silence and says nothing about the level. */
    static final double SILENCE = 3e-5;
    /** A piece of 100 ms moves the estimate by this much: some 2 s until a new voice is known. */
    private static final double RATE = 0.05;

    private double energy = -1;

    /** The gain for the next piece, which has this mean energy (full scale = 1). */
    synchronized double gain(double pieceEnergy) {
        if (pieceEnergy > SILENCE) {
            energy = energy < 0 ? pieceEnergy : energy + RATE * (pieceEnergy - energy);
        }
        return energy < 0 ? 1 : Math.min(MAX_GAIN, Math.sqrt(TARGET_ENERGY / energy));
    }
}
