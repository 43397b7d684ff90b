package ai.openclaw.voice.speech;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Whether words that were said when a call was answered are a machine's or a person's, in one language. */
public final class MachineGreeting {
    /** Whose words they are. */
    public enum Speaker {
        MACHINE,
        PERSON,
        EITHER
    }

    /** What answering machines say. */
    static final String MACHINE = "machine";
    /** What the menus of mailboxes and telephone systems say. */
    static final String MENU = "menu";
    /** What people say, in so many words that their length alone would make them a machine. */
    static final String PERSON = "person";

    /** Scripts that put no spaces between words, or put them as they like: there each sign counts as a word. */
    private static final Pattern SIGN = Pattern.compile("[\\p{IsHangul}\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");

    private final Map<String, PhraseList> lists;

    /** @param lists read with {@link #spaced}; one that is not there is empty */
    MachineGreeting(Map<String, PhraseList> lists) {
        this.lists = lists;
    }

    /** @param words as a recogniser has them */
    public Speaker of(String words) {
        List<String> said = PhraseList.words(spaced(words));
        if (contain(said, MACHINE) || contain(said, MENU)) {
            return Speaker.MACHINE;
        }
        return contain(said, PERSON) ? Speaker.PERSON : Speaker.EITHER;
    }

    private boolean contain(List<String> said, String name) {
        PhraseList list = lists.get(name);
        return list != null && list.isWithin(said);
    }

    /** Recognisers differ in accents, and in Korean in the spaces, too. */
    static String spaced(String words) {
        return SIGN.matcher(Accents.without(words)).replaceAll("$0 ");
    }
}
