package ai.openclaw.voice.speech;

import java.util.List;
import java.util.Map;

/** Whether words that were said when a call was answered are a machine's or a person's. The words are English ones. */
public final class MachineGreeting {
    /** Whose words they are. */
    public enum Speaker {
        MACHINE,
        PERSON,
        EITHER
    }

    private static final Map<String, PhraseList> LISTS = PhraseList.read("machine-en.txt");
    private static final PhraseList MACHINE = LISTS.get("machine");
    private static final PhraseList PERSON = LISTS.get("person");

    private MachineGreeting() {}

    /** @param words as a recogniser has them */
    public static Speaker of(String words) {
        List<String> said = PhraseList.words(words);
        if (contain(said, MACHINE)) {
            return Speaker.MACHINE;
        }
        return contain(said, PERSON) ? Speaker.PERSON : Speaker.EITHER;
    }

    private static boolean contain(List<String> said, PhraseList phrases) {
        for (int end = 1; end <= said.size(); end++) {
            if (phrases.lengthBefore(said, end) > 0) {
                return true;
            }
        }
        return false;
    }
}
