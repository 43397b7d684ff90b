package ai.openclaw.voice.call;

import java.util.Locale;

/** Who picked up a call that we placed. */
public enum AnsweredBy {
    HUMAN,
    /** An answering machine or a mailbox. */
    MACHINE,
    /** Nobody said a word, or it was not listened for. */
    UNKNOWN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
