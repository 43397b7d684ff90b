package ai.openclaw.voice.component.rtp.room;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.CallLog;
import ai.openclaw.voice.link.RoomEvent;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a call's events on, one after the other, on a thread that may block. */
final class EventQueue implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);
    // Over a minute of speech: a consumer that far behind does not catch up, and memory is the other calls', too.
    private static final int MOST = 1000;
    private static final long CLOSE_WAIT_MS = 1000;

    private final CallId callId;
    private final Executor executor;
    private final Consumer<RoomEvent> sink;
    private final MediaCounters counters;
    private final ArrayDeque<RoomEvent> waiting = new ArrayDeque<>();
    private Thread running;
    private boolean scheduled;
    private boolean closed;

    EventQueue(CallId callId, Executor executor, Consumer<RoomEvent> sink, MediaCounters counters) {
        this.callId = callId;
        this.executor = executor;
        this.sink = sink;
        this.counters = counters;
    }

    synchronized void add(RoomEvent event) {
        if (closed) {
            return;
        }
        if (waiting.size() >= MOST && event instanceof RoomEvent.SpeechChunk) {
            counters.eventsDropped.increment();
            return;
        }
        waiting.add(event);
        if (!scheduled) {
            scheduled = true;
            executor.execute(this);
        }
    }

    /** Nothing is handed on after this returns, unless a consumer hangs for over a second. */
    synchronized void close() {
        closed = true;
        waiting.clear();
        long end = System.nanoTime() + CLOSE_WAIT_MS * 1_000_000;
        try {
            while (running != null && running != Thread.currentThread()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    LOG.warn(
                            "A consumer of the room's events still holds one, {} ms after the room's end",
                            CLOSE_WAIT_MS);
                    return;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try (CallLog ignored = CallLog.named(callId)) {
            while (true) {
                RoomEvent event;
                synchronized (this) {
                    event = waiting.poll();
                    running = event == null ? null : Thread.currentThread();
                    notifyAll();
                    if (event == null) {
                        scheduled = false;
                        return;
                    }
                }
                try {
                    sink.accept(event);
                } catch (RuntimeException e) {
                    LOG.error("A consumer of the room's events failed", e);
                }
            }
        }
    }
}
