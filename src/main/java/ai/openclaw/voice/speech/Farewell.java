package ai.openclaw.voice.speech;

import java.util.List;
import java.util.Map;

/** Whether the caller says goodbye, and does not only speak of it. The words are English ones. */
public final class Farewell {
    private static final Map<String, PhraseList> LISTS = PhraseList.read("farewell-en.txt");
    private static final PhraseList FAREWELLS = LISTS.get("farewell");
    private static final PhraseList COURTESIES = LISTS.get("courtesy");
    private static final PhraseList SPOKEN_OF = LISTS.get("spoken of");
    /** In how many words before a farewell somebody may say that it is only spoken of: "tell my mother goodbye". */
    private static final int NEAR = 4;

    private Farewell() {}

    /** @param words as a recogniser has them */
    public static boolean is(String words) {
        List<String> said = PhraseList.words(words);
        int end = said.size();
        boolean farewell = false;
        while (end > 0) {
            int courtesy = COURTESIES.lengthBefore(said, end);
            int goodbye = FAREWELLS.lengthBefore(said, end);
            if (courtesy == 0 && goodbye == 0) {
                break;
            }
            farewell |= goodbye >= courtesy;
            end -= Math.max(courtesy, goodbye);
        }
        boolean asked = end > 0 && words.strip().endsWith("?");
        return farewell && !asked && !isSpokenOf(said, end);
    }

    private static boolean isSpokenOf(List<String> said, int end) {
        return said.subList(Math.max(0, end - NEAR), end).stream().anyMatch(SPOKEN_OF::contains);
    }
}
