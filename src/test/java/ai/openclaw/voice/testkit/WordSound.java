package ai.openclaw.voice.testkit;

import ai.openclaw.voice.call.Pcm;
import java.util.List;

/** Sound for simulations that lasts as long as real words would, and from which they can be read again. */
final class WordSound {
    /** How long a word takes, ms: 170 words a minute. */
    static final int WORD_MS = 350;

    /** So low that a word's sound is short to make; whatever is played counts in ms. */
    private static final int RATE = 1000;

    private WordSound() {}

    static Pcm word(String word) {
        return new Pcm(spelled(word, WORD_MS), RATE);
    }

    /** A piece of what a caller says: that long, and with the words that ended in it. 8000 Hz, as media layers send it. */
    static Pcm chunk(List<String> words, int ms) {
        return new Pcm(spelled(String.join(" ", words), ms * 8), 8000);
    }

    /** The words in a sound; empty when there are none. */
    static String read(Pcm sound) {
        StringBuilder text = new StringBuilder();
        for (short sample : sound.samples()) {
            if (sample == 0) {
                break;
            }
            text.append((char) sample);
        }
        return text.toString();
    }

    private static short[] spelled(String text, int samples) {
        short[] sound = new short[samples];
        for (int i = 0; i < Math.min(samples, text.length()); i++) {
            sound[i] = (short) text.charAt(i);
        }
        return sound;
    }
}
