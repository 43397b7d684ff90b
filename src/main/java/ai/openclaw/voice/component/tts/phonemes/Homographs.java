package ai.openclaw.voice.component.tts.phonemes;

import java.util.Map;
import java.util.Set;

/**
 * Words that are spelled alike and said differently: the verb record and the noun, live music and to live. Decided by the
 * word before, which is right for nearly all that an assistant says on the telephone.
 */
final class Homographs {
    /** First as a verb (or in the present, or as the preposition), second as a noun (or in the past, or the adjective). */
    private record Two(String verb, String noun) {}

    private static final Map<String, Two> WORDS = Map.ofEntries(
            Map.entry("record", new Two("ɹᵻkˈoːɹd", "ɹˈɛkɚd")),
            Map.entry("records", new Two("ɹᵻkˈoːɹdz", "ɹˈɛkɚdz")),
            Map.entry("present", new Two("pɹᵻzˈɛnt", "pɹˈɛzənt")),
            Map.entry("object", new Two("əbdʒˈɛkt", "ˈɑːbdʒɛkt")),
            Map.entry("project", new Two("pɹədʒˈɛkt", "pɹˈɑːdʒɛkt")),
            Map.entry("projects", new Two("pɹədʒˈɛkts", "pɹˈɑːdʒɛkts")),
            Map.entry("content", new Two("kəntˈɛnt", "kˈɑːntɛnt")),
            Map.entry("contract", new Two("kəntɹˈækt", "kˈɑːntɹækt")),
            Map.entry("conflict", new Two("kənflˈɪkt", "kˈɑːnflɪkt")),
            Map.entry("increase", new Two("ɪŋkɹˈiːs", "ˈɪŋkɹiːs")),
            Map.entry("decrease", new Two("dᵻkɹˈiːs", "dˈiːkɹiːs")),
            Map.entry("permit", new Two("pɚmˈɪt", "pˈɜːmɪt")),
            Map.entry("produce", new Two("pɹədˈuːs", "pɹˈoʊduːs")),
            Map.entry("refund", new Two("ɹᵻfˈʌnd", "ɹˈiːfʌnd")),
            Map.entry("export", new Two("ɛkspˈoːɹt", "ˈɛkspoːɹt")),
            Map.entry("import", new Two("ɪmpˈoːɹt", "ˈɪmpoːɹt")),
            Map.entry("separate", new Two("sˈɛpɚɹˌeɪt", "sˈɛpɹət")),
            Map.entry("estimate", new Two("ˈɛstᵻmˌeɪt", "ˈɛstᵻmət")),
            Map.entry("duplicate", new Two("dˈuːplᵻkˌeɪt", "dˈuːplᵻkət")),
            Map.entry("use", new Two("jˈuːz", "jˈuːs")),
            Map.entry("close", new Two("klˈoʊz", "klˈoʊs")),
            Map.entry("house", new Two("hˈaʊz", "hˈaʊs")),
            Map.entry("excuse", new Two("ɛkskjˈuːz", "ɛkskjˈuːs")),
            Map.entry("live", new Two("lˈɪv", "lˈaɪv")),
            Map.entry("read", new Two("ɹˈiːd", "ɹˈɛd")),
            Map.entry("lead", new Two("lˈiːd", "lˈiːd")),
            Map.entry("wind", new Two("wˈaɪnd", "wˈɪnd")),
            Map.entry("tear", new Two("tˈɛɹ", "tˈɪɹ")),
            Map.entry("minute", new Two("mˈɪnɪt", "mˈɪnɪt")));

    private static final Set<String> BEFORE_A_VERB = Set.of(
            "to", "will", "would", "can", "could", "should", "may", "might", "must", "shall", "i", "you", "we", "they",
            "please", "not", "don't", "didn't", "doesn't", "can't", "won't", "i'll", "we'll", "you'll", "they'll",
            "let's", "and", "then", "who", "do", "does", "did", "also", "always", "never", "i'd", "we'd", "cannot");

    private static final Set<String> BEFORE_A_PARTICIPLE = Set.of(
            "have", "has", "had", "i've", "we've", "you've", "they've", "was", "were", "been", "is", "are", "be");

    private Homographs() {}

    /**
     * @param word in small letters
     * @param before the word before it in small letters, empty at the beginning
     * @return its sound, or null when the word has but one
     */
    static String of(String word, String before) {
        Two two = WORDS.get(word);
        if (two == null) {
            return null;
        }
        boolean verb =
                switch (word) {
                    case "read" -> !BEFORE_A_PARTICIPLE.contains(before);
                    // A command ("close the door") begins a sentence, a noun seldom does.
                    case "live" -> BEFORE_A_VERB.contains(before) || before.equals("people");
                    case "use", "close", "excuse", "separate", "estimate" ->
                        before.isEmpty() || BEFORE_A_VERB.contains(before);
                    default -> BEFORE_A_VERB.contains(before);
                };
        return verb ? two.verb : two.noun;
    }
}
