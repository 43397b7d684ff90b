package ai.openclaw.voice.testkit;

import ai.openclaw.voice.component.stt.SttEngine;
import ai.openclaw.voice.component.stt.SttException;

/** A recogniser for tones: 600 Hz is the word "six", 1000 Hz "ten". It hears what is there and knows nothing else. */
public final class ToneEngine implements SttEngine {
    private static final String[] WORDS = {
        "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"
    };

    @Override
    public String name() {
        return "tones";
    }

    @Override
    public Recognition begin(String language) {
        return new Recognition() {
            private final StringBuilder words = new StringBuilder();

            @Override
            public void accept(short[] samples, int sampleRateHz) throws SttException {
                // Runs of at least 100 ms of sound with the same pitch in each 50 ms.
                int window = sampleRateHz / 20;
                String last = "";
                String spoken = "";
                for (int at = 0; at + window <= samples.length; at += window) {
                    String word = word(samples, at, window, sampleRateHz);
                    if (!word.isEmpty() && word.equals(last) && !word.equals(spoken)) {
                        words.append(words.isEmpty() ? "" : " ").append(word);
                        spoken = word;
                    }
                    if (word.isEmpty()) {
                        spoken = "";
                    }
                    last = word;
                }
            }

            @Override
            public String finish() {
                return words.toString();
            }

            @Override
            public void close() {}
        };
    }

    private static String word(short[] samples, int from, int count, int rate) {
        int crossings = 0;
        int peak = 0;
        for (int i = from + 1; i < from + count; i++) {
            crossings += samples[i - 1] < 0 != samples[i] < 0 ? 1 : 0;
            peak = Math.max(peak, Math.abs(samples[i]));
        }
        int hundreds = (int) Math.round(crossings * rate / 2.0 / count / 100);
        return peak < 1000 || hundreds >= WORDS.length ? "" : WORDS[hundreds];
    }
}
