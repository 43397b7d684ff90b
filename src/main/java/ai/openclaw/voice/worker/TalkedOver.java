package ai.openclaw.voice.worker;

import ai.openclaw.voice.link.RoomEvent;
import java.util.ArrayDeque;
import java.util.Deque;

/** What is heard of the caller while we speak and may not be interrupted, in its order. */
final class TalkedOver {
    private final Deque<RoomEvent> events = new ArrayDeque<>();

    static boolean isSpeech(RoomEvent event) {
        return event instanceof RoomEvent.SpeechStarted
                || event instanceof RoomEvent.SpeechChunk
                || event instanceof RoomEvent.SpeechEnded
                || event instanceof RoomEvent.SpeechResumed;
    }

    void add(RoomEvent event) {
        events.add(event);
    }

    /** The oldest, or null. */
    RoomEvent poll() {
        return events.poll();
    }

    boolean isEmpty() {
        return events.isEmpty();
    }
}
