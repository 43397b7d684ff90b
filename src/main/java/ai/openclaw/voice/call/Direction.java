package ai.openclaw.voice.call;

/** Who dialled. */
public enum Direction {
    INBOUND,
    OUTBOUND;

    /** The word in the call record. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
