package ai.openclaw.voice.speech;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What answering machines say, by language: a file {@code machine-de.txt} for each. A folder of the operator's may hold
 * others, which take the place of ours or add a language.
 */
public final class MachineGreetings {
    private static final List<String> OURS = List.of("de", "en", "es", "fr", "ko");
    private static final Pattern FILE = Pattern.compile("machine-([a-z]{2,3})\\.txt");
    private static final Set<String> LISTS =
            Set.of(MachineGreeting.MACHINE, MachineGreeting.MENU, MachineGreeting.PERSON);
    /** In a language that we have no words of, the length of a greeting and its beep have to do. */
    private static final MachineGreeting WORDLESS = new MachineGreeting(Map.of());

    private final String usual;
    private final Map<String, MachineGreeting> byLanguage = new TreeMap<>();

    /**
     * @param usual the BCP 47 tag of what is spoken where nothing else is said
     * @param folder files of the operator's; need not exist
     * @throws IllegalArgumentException when one of them is no such file; names file and line
     */
    public MachineGreetings(String usual, Path folder) {
        this.usual = usual;
        for (String language : OURS) {
            String file = fileOf(language);
            byLanguage.put(language, read(file, PhraseList.class.getResourceAsStream(file)));
        }
        for (Path file : files(folder)) {
            Matcher name = FILE.matcher(file.getFileName().toString());
            if (!name.matches()) {
                throw new IllegalArgumentException(file + ": must be called as its language, like " + fileOf("de"));
            }
            try {
                byLanguage.put(name.group(1), read(file.toString(), Files.newInputStream(file)));
            } catch (IOException e) {
                throw new IllegalArgumentException(file + ": cannot be read", e);
            }
        }
    }

    /** Ours alone. */
    public MachineGreetings(String usual) {
        this(usual, null);
    }

    /** @param language a BCP 47 tag such as {@code de-AT}, of which the region does not matter; null for the usual one */
    public MachineGreeting in(String language) {
        String tag = language == null || language.isBlank() ? usual : language;
        return byLanguage.getOrDefault(Locale.forLanguageTag(tag).getLanguage(), WORDLESS);
    }

    private static String fileOf(String language) {
        return "machine-" + language + ".txt";
    }

    private static List<Path> files(Path folder) {
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
        } catch (IOException e) {
            throw new IllegalArgumentException(folder + ": cannot be read", e);
        }
    }

    private static MachineGreeting read(String name, InputStream file) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            Map<String, PhraseList> lists = PhraseList.read(name, lines, MachineGreeting::spaced);
            for (String list : lists.keySet()) {
                if (!LISTS.contains(list)) {
                    throw new IllegalArgumentException(
                            name + ": [" + list + "] is no list; there are [machine], [menu] and [person]");
                }
            }
            return new MachineGreeting(lists);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
