package ai.openclaw.voice.component.tts;

/** How fast an engine speaks, learnt from what it has spoken to the end. Thread-safe. */
final class SpeakingRate {
    /** English speech has some 14 letters a second, spaces counted: where to begin before anything was learnt. */
    private static final double FIRST_MS_A_LETTER = 70;
    /** The newest sentence's share: steady after some ten. */
    private static final double SHARE = 0.2;
    /** Shorter ones are mostly their own beginning and end. */
    private static final int LEAST_LETTERS = 12;

    private double msALetter = FIRST_MS_A_LETTER;

    synchronized void learn(int letters, int ms) {
        if (letters >= LEAST_LETTERS && ms > 0) {
            msALetter += SHARE * ((double) ms / letters - msALetter);
        }
    }

    /** How many letters of a text that engine has spoken after so much sound, ms. */
    synchronized int letters(int ms) {
        return (int) (ms / msALetter);
    }
}
