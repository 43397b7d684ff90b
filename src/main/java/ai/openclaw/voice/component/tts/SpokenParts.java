package ai.openclaw.voice.component.tts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a clause where a speaker would draw breath, so that an engine's first sound does not wait for its last word. */
final class SpokenParts {
    /** Below this a part of its own sounds chopped, and is made fast enough anyway. */
    private static final int MIN_CHARACTERS = 24;

    private static final Pattern SENTENCE_END = Pattern.compile("[.!?…]+[\"')\\]”’]*\\s+");
    private static final Pattern BREATH = Pattern.compile("[,;:–—]\\s+");

    private SpokenParts() {}

    static List<String> of(String text) {
        List<String> parts = new ArrayList<>();
        for (String sentence : cut(text, SENTENCE_END, 1)) {
            parts.addAll(cut(sentence, BREATH, MIN_CHARACTERS));
        }
        return parts;
    }

    private static List<String> cut(String text, Pattern at, int minCharacters) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (Matcher m = at.matcher(text); m.find(); ) {
            if (m.end() - from >= minCharacters && text.length() - m.end() >= minCharacters) {
                parts.add(text.substring(from, m.end()).strip());
                from = m.end();
            }
        }
        parts.add(text.substring(from).strip());
        return parts;
    }
}
