package ai.openclaw.voice.call;

/** A failure that has a short name for records and meters. */
public interface Coded {
    /** Who failed and how, in lower case, for example {@code brain:empty-stream}. */
    String code();
}
