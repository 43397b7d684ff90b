package ai.openclaw.voice.call;

/** A failure that has a short name for records and meters. */
public interface Coded {
    /** A few lower-case words joined by hyphens, for example {@code empty-stream}. */
    String code();
}
