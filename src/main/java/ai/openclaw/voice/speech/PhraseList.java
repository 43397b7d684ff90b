package ai.openclaw.voice.speech;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Phrases of a language, from a text file beside the class that knows what they mean: {@code [name]} begins a list, the
 * lines below it hold its phrases, {@code #} begins a comment.
 */
final class PhraseList {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}']+");
    private static final Pattern QUOTES = Pattern.compile("(?<!\\p{L})'|'(?!\\p{L})");

    private final Set<List<String>> phrases = new HashSet<>();
    private int longest;

    private PhraseList() {}

    /** All lists of a file by their names. @param file its name, in this package */
    static Map<String, PhraseList> read(String file) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(PhraseList.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
            return read(file, lines, UnaryOperator.identity());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * As above, from anywhere.
     *
     * @param form brings phrases into the form that the words are brought into, too, in which they are looked for
     * @throws IllegalArgumentException when a phrase stands in no list; names file and line
     */
    static Map<String, PhraseList> read(String file, BufferedReader lines, UnaryOperator<String> form)
            throws IOException {
        Map<String, PhraseList> lists = new HashMap<>();
        PhraseList list = null;
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            String text = line.replaceFirst("#.*", "").strip();
            if (text.startsWith("[") && text.endsWith("]")) {
                list = lists.computeIfAbsent(text.substring(1, text.length() - 1), name -> new PhraseList());
            } else if (!text.isEmpty() && list == null) {
                throw new IllegalArgumentException(
                        file + ":" + number + ": begin a list with [its name] before the first phrase");
            } else if (!text.isEmpty()) {
                for (String phrase : text.split(",")) {
                    list.add(words(form.apply(phrase)));
                }
            }
        }
        return lists;
    }

    private void add(List<String> phrase) {
        if (phrase.isEmpty()) {
            return;
        }
        phrases.add(phrase);
        longest = Math.max(longest, phrase.size());
    }

    /** A transcript's words in small letters, without punctuation; a hyphen parts words. */
    static List<String> words(String transcript) {
        String plain = QUOTES.matcher(transcript.toLowerCase(Locale.ROOT).replace('’', '\''))
                .replaceAll(" ");
        List<String> words = new ArrayList<>(List.of(BETWEEN_WORDS.split(plain)));
        words.removeIf(String::isEmpty);
        return words;
    }

    /** How many words the longest phrase has that ends before {@code end}; 0 for none. */
    int lengthBefore(List<String> words, int end) {
        for (int n = Math.min(longest, end); n > 0; n--) {
            if (phrases.contains(words.subList(end - n, end))) {
                return n;
            }
        }
        return 0;
    }

    /** Whether one of these phrases is among the words. */
    boolean isWithin(List<String> words) {
        for (int end = 1; end <= words.size(); end++) {
            if (lengthBefore(words, end) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether the words are these phrases, one after the other, and nothing else. */
    boolean makeUp(List<String> words) {
        boolean[] reached = new boolean[words.size() + 1];
        reached[0] = true;
        for (int end = 1; end <= words.size(); end++) {
            for (int n = 1; n <= Math.min(longest, end) && !reached[end]; n++) {
                reached[end] = reached[end - n] && phrases.contains(words.subList(end - n, end));
            }
        }
        return reached[words.size()];
    }

    boolean contains(String word) {
        return phrases.contains(List.of(word));
    }
}
