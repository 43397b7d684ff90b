package ai.openclaw.voice.bridge;

import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.component.openclaw.ToolAnswer;
import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** An answer that is spoken, and of which more is to be done at its end. */
final class HandedAnswer implements Iterator<Speakable>, Closeable {
    private final ToolAnswer answer;
    private final Deque<Speakable> more = new ArrayDeque<>();
    private Supplier<List<Speakable>> atItsEnd;

    /** @param atItsEnd is asked once, when the answer has no more clause; gives what is to be said besides */
    HandedAnswer(ToolAnswer answer, Supplier<List<Speakable>> atItsEnd) {
        this.answer = answer;
        this.atItsEnd = atItsEnd;
    }

    @Override
    public boolean hasNext() {
        if (answer.hasNext()) {
            return true;
        }
        if (atItsEnd != null) {
            Supplier<List<Speakable>> due = atItsEnd;
            atItsEnd = null;
            more.addAll(due.get());
        }
        return !more.isEmpty();
    }

    @Override
    public Speakable next() {
        return answer.hasNext() ? answer.next() : more.poll();
    }

    @Override
    public void close() {
        answer.close();
    }
}
