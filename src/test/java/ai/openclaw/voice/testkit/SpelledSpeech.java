package ai.openclaw.voice.testkit;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.component.tts.SpeechStream;

/** Sound for simulations: its samples are the characters of the text, so that what was played can be read again. */
final class SpelledSpeech implements SpeechStream {
    private String text;

    SpelledSpeech(String text) {
        this.text = text;
    }

    @Override
    public Pcm next() {
        if (text == null) {
            return null;
        }
        short[] samples = new short[text.length()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) text.charAt(i);
        }
        text = null;
        return new Pcm(samples, 8000);
    }

    static String read(Pcm sound) {
        StringBuilder text = new StringBuilder();
        for (short sample : sound.samples()) {
            text.append((char) sample);
        }
        return text.toString();
    }

    @Override
    public void close() {
        text = null;
    }
}
