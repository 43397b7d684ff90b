package ai.openclaw.voice.worker;

import ai.openclaw.voice.speech.Backchannel;
import ai.openclaw.voice.speech.Farewell;

/** Whether words that were said while we spoke were meant to interrupt us. */
enum Interruption {
    MEANT,
    /** Nothing that is a word, or one that only says "I am listening". */
    NOT_MEANT;

    /** @param weSayGoodbye then a goodbye is an answer, and no interruption */
    static Interruption of(String words, boolean weSayGoodbye) {
        boolean nothing = words.isBlank() || Backchannel.is(words) || weSayGoodbye && Farewell.is(words);
        return nothing ? NOT_MEANT : MEANT;
    }
}
