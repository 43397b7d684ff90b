package ai.openclaw.voice.component.openclaw;

import java.io.Closeable;
import java.util.List;

/** Where an answer's text comes from, piece by piece. Used by one thread, but for {@link #close}. */
interface TokenSource extends Closeable {
    /**
     * Asks. Returns when the brain has begun to reply, which does not mean that it has begun to answer.
     *
     * @throws OpenClawException when it refuses or is not there
     */
    void open() throws OpenClawException;

    /**
     * The next piece of text, never empty; null when the answer is complete.
     *
     * @throws OpenClawException when no more can come
     */
    String next() throws OpenClawException;

    /** Whether the brain did something other than talk, so that an answer without words is not an empty stream. */
    default boolean didOtherThings() {
        return false;
    }

    /** What the brain asked to be done, once {@link #next} has returned null. */
    default List<ToolUse> toolUses() {
        return List.of();
    }

    /** The answer is complete and read: gives the connection back. May block until the reply's end. */
    default void release() {}

    /** Closes the connection at once, from any thread. That is what stops the model. */
    @Override
    void close();
}
