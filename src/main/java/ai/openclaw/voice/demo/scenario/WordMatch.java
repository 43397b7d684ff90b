package ai.openclaw.voice.demo.scenario;

import ai.openclaw.voice.demo.caller.WordError;
import java.util.List;

/** Whether a phrase was among what was understood: near enough together, and enough of it. */
public final class WordMatch {
    private WordMatch() {}

    /** The share of the phrase's words that were heard in their order within half as many words more, 0 to 1. */
    public static double share(String phrase, String heard) {
        List<String> wanted = WordError.words(phrase);
        List<String> all = WordError.words(heard);
        String said = String.join(" ", wanted);
        int window = wanted.size() + wanted.size() / 2 + 1;
        double best = 0;
        for (int from = 0; from == 0 || from + window <= all.size(); from++) {
            List<String> some = all.subList(from, Math.min(all.size(), from + window));
            best = Math.max(best, WordError.overlap(said, String.join(" ", some)));
        }
        return best;
    }

    /** Whether what was understood is what was expected: all that had to be heard, and nothing that had not. */
    public static boolean satisfies(Expectation.Words expected, String heard) {
        return !heard.isBlank()
                && expected.heard().stream().allMatch(phrase -> share(phrase, heard) >= expected.share())
                && expected.notHeard().stream().noneMatch(phrase -> share(phrase, heard) >= expected.share());
    }
}
