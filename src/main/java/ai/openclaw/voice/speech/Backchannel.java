package ai.openclaw.voice.speech;

import java.util.List;

/** What a listener says to show that they listen: it claims no turn. The words are English ones. */
public final class Backchannel {
    private static final PhraseList PHRASES =
            PhraseList.read("backchannel-en.txt").get("backchannel");
    /** "Okay, yeah, right, I see." Whoever says more of them wants something. */
    private static final int MOST_WORDS = 6;

    private Backchannel() {}

    /** @param words as a recogniser has them; when there are none, nothing was said that claims the turn */
    public static boolean is(String words) {
        List<String> said = PhraseList.words(words);
        return said.size() <= MOST_WORDS && PHRASES.makeUp(said);
    }
}
