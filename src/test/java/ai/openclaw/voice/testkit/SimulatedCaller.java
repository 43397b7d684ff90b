package ai.openclaw.voice.testkit;

import ai.openclaw.voice.demo.scenario.CallerSound;
import java.util.ArrayList;
import java.util.List;

/** What comes from a simulated caller's end of the line, by virtual time. */
final class SimulatedCaller {
    /**
     * A stretch of sound.
     *
     * @param voiced whether a voice detector takes it for speech
     * @param word what was said, complete at its end; empty for none
     */
    private record Stretch(long fromMs, long toMs, boolean voiced, String word) {}

    private final List<Stretch> stretches = new ArrayList<>();

    /** Begins now. Returns when it will be over, ms. */
    long say(CallerSound sound, long nowMs) {
        long at = nowMs;
        for (CallerSound.Part part : sound.parts()) {
            switch (part.kind()) {
                case TEXT, CLIP -> {
                    for (String word : part.words().split("\\s+")) {
                        at = add(at, WordSound.WORD_MS, true, word);
                    }
                }
                // Detectors of voices take these for one now and then: here they always do.
                case COUGH, MUSIC -> at = add(at, part.ms(), true, "");
                case MHM -> at = add(at, part.ms(), true, part.words());
                case NOISE, HUM, PAUSE -> at = add(at, part.ms(), false, "");
            }
        }
        return at;
    }

    private long add(long at, int ms, boolean voiced, String word) {
        stretches.add(new Stretch(at, at + ms, voiced, word));
        return at + ms;
    }

    boolean isVoiced(long fromMs, long toMs) {
        return stretches.stream().anyMatch(s -> s.voiced && s.fromMs < toMs && s.toMs > fromMs);
    }

    /** The words that were complete in that time. */
    List<String> words(long fromMs, long toMs) {
        return stretches.stream()
                .filter(s -> !s.word.isEmpty() && s.toMs > fromMs && s.toMs <= toMs)
                .map(Stretch::word)
                .toList();
    }
}
