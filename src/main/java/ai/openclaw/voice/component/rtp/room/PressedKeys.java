package ai.openclaw.voice.component.rtp.room;

/**
 * The keys that the caller presses, which may come as telephone events, in the signalling (INFO), or both ways at once: each
 * counts once. For one thread.
 */
final class PressedKeys {
    /** How far the two ways may be apart for one and the same key; a person does not press it twice within this. In ns. */
    private static final long SAME_KEY = 1_500_000_000L;

    private boolean eventsCame;
    private char lastTold;
    private long toldAt;

    /** A telephone event came. @return whether the key is not known of yet */
    boolean heard(char key, long nowNanos) {
        boolean first = !eventsCame;
        eventsCame = true;
        // Only the first can be known: from now on what the signalling tells is left aside.
        return !(first && key == lastTold && nowNanos - toldAt < SAME_KEY);
    }

    /** The signalling told it. @return whether the key is not known of otherwise */
    boolean told(char key, long nowNanos) {
        lastTold = key;
        toldAt = nowNanos;
        return !eventsCame;
    }
}
