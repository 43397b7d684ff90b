package ai.openclaw.voice.demo.brain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The histories, by session key. Confined to the server's one thread. */
final class Conversations {
    /** Long past any demo; the oldest is forgotten. */
    private static final int MAX_CONVERSATIONS = 2000;

    private final SmallTalk talk;
    private final Map<String, Conversation> byKey = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Conversation> eldest) {
            return size() > MAX_CONVERSATIONS;
        }
    };

    Conversations(SmallTalk talk) {
        this.talk = talk;
    }

    Conversation of(String key) {
        return byKey.computeIfAbsent(key, k -> new Conversation());
    }

    void forget(String key) {
        byKey.remove(key);
    }

    /** One caller's history. A second turn waits until the first is over, as in the gateway. */
    final class Conversation {
        private final List<SmallTalk.Said> history = new ArrayList<>();
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private boolean busy;

        void whenFree(Runnable turn) {
            if (busy) {
                waiting.add(turn);
            } else {
                busy = true;
                turn.run();
            }
        }

        String answer(String words) {
            return talk.answer(history, words);
        }

        /** The turn is over; an aborted one leaves the question, but not its answer. */
        void over(String words, String answer) {
            history.add(new SmallTalk.Said(words, answer));
            free();
        }

        /** The turn failed and leaves nothing. */
        void free() {
            Runnable next = waiting.poll();
            if (next == null) {
                busy = false;
            } else {
                next.run();
            }
        }
    }
}
