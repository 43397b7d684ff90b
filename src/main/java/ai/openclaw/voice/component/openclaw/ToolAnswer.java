package ai.openclaw.voice.component.openclaw;

import ai.openclaw.voice.call.Speakable;
import java.io.Closeable;
import java.util.Iterator;
import java.util.List;

/** An answer that may ask for more than to be spoken. */
public interface ToolAnswer extends Iterator<Speakable>, Closeable {
    /**
     * What the brain asks to be done, once {@link #hasNext} is false. Empty when the answer broke off: what was said before
     * may have been meant otherwise.
     */
    List<ToolUse> toolUses();

    @Override
    void close();
}
