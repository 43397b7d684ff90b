package ai.openclaw.voice.component.rtp.room;

/**
 * Two soft notes, over and over, that say: the line is alive, have patience. Quiet enough not to be in the way of whoever
 * goes on speaking. A company's own hold music may take their place. For one thread.
 */
final class WaitingTone {
    private static final int NONE = -1;
    private static final int PER_MS = 8;
    private static final int NOTE = 120 * PER_MS;
    private static final int PERIOD = 2500 * PER_MS;
    // A third upwards (c'', e''), which sounds friendly; both pass any telephone.
    private static final double[] NOTES_HZ = {523.25, 659.25};
    // -30 dBm0; a sine at full scale has 3.17 dBm0 (ITU-T G.711).
    private static final double AMPLITUDE = 32_767 * Math.pow(10, (-30 - 3.17) / 20);
    // The second note begins while the first dies away.
    private static final int[] BEGINS = {0, 100 * PER_MS};
    private static final short[] MELODY = melody();

    private final short[] sound;
    private final int period;
    private final boolean music;
    private int turnId = NONE;
    private int at;

    /** @param music played over and over, 8000 Hz; null for the two notes */
    WaitingTone(short[] music) {
        this.music = music != null;
        sound = this.music ? music : MELODY;
        period = this.music ? music.length : PERIOD;
    }

    private static short[] melody() {
        short[] samples = new short[BEGINS[1] + NOTE];
        for (int note = 0; note < NOTES_HZ.length; note++) {
            for (int i = 0; i < NOTE; i++) {
                double envelope = Math.pow(Math.sin(Math.PI * i / NOTE), 2);
                samples[BEGINS[note] + i] +=
                        (short) (AMPLITUDE * envelope * Math.sin(2 * Math.PI * NOTES_HZ[note] * i / 8000));
            }
        }
        return samples;
    }

    /** Begins to sound for this turn, if it does not do so already. */
    void start(int turn) {
        if (turn != turnId) {
            turnId = turn;
            at = 0;
        }
    }

    /** Is not needed any more for this turn and those before it. */
    void stop(int turn) {
        if (turnId <= turn) {
            turnId = NONE;
        }
    }

    boolean isOn() {
        return turnId != NONE;
    }

    /** Something else is heard: the notes come back after their pause, music goes on where it was. */
    void rest() {
        at = music ? at : sound.length;
    }

    /** Fills a frame that is silent; whether there is a note in it. */
    boolean next(short[] frame) {
        if (turnId == NONE) {
            return false;
        }
        boolean sounds = at < sound.length;
        for (int i = 0; i < frame.length; i++) {
            frame[i] = at < sound.length ? sound[at] : 0;
            at = at + 1 == period ? 0 : at + 1;
        }
        return sounds;
    }
}
