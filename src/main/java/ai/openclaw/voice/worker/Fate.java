package ai.openclaw.voice.worker;

import java.util.Locale;

/** What became of a command that was to be given at the end of an answer. */
public enum Fate {
    GIVEN,
    /** The caller went on talking, or hung up, before that. */
    CALLER_WENT_ON,
    /** It was given, and could not be carried out. */
    FAILED;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
