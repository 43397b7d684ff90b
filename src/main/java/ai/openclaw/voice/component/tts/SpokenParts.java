package ai.openclaw.voice.component.tts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a clause where a speaker would draw breath, so that an engine's first sound does not wait for its last word. */
final class SpokenParts {
    /** Below this a part of its own sounds chopped, and is made fast enough anyway. */
    private static final int MIN_CHARACTERS = 24;

    /** Neural voices have learnt sentences of some 400 phonemes at most, and fail or mumble beyond. */
    private static final int MAX_CHARACTERS = 300;

    private static final Pattern SENTENCE_END = Pattern.compile("[.!?…]+[\"')\\]”’]*\\s+");
    private static final Pattern BREATH = Pattern.compile("[,;:–—]\\s+");

    private SpokenParts() {}

    static List<String> of(String text) {
        List<String> parts = new ArrayList<>();
        for (String sentence : cut(text, SENTENCE_END, 1)) {
            for (String breath : cut(sentence, BREATH, MIN_CHARACTERS)) {
                parts.addAll(bounded(breath));
            }
        }
        return parts;
    }

    /** Text without any punctuation is cut between words. */
    private static List<String> bounded(String text) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        while (rest.length() > MAX_CHARACTERS) {
            int blank = rest.lastIndexOf(' ', MAX_CHARACTERS);
            int at = blank > 0 ? blank : MAX_CHARACTERS;
            parts.add(rest.substring(0, at).strip());
            rest = rest.substring(at).strip();
        }
        parts.add(rest);
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
