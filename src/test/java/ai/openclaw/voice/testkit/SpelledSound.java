package ai.openclaw.voice.testkit;

import ai.openclaw.voice.call.Pcm;

/** Sound for simulations: its samples are the characters of a text, so that what was played can be read again. */
final class SpelledSound {
    private SpelledSound() {}

    static Pcm of(String text) {
        short[] samples = new short[text.length()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) text.charAt(i);
        }
        return new Pcm(samples, 8000);
    }

    static String read(Pcm sound) {
        StringBuilder text = new StringBuilder();
        for (short sample : sound.samples()) {
            text.append((char) sample);
        }
        return text.toString();
    }
}
