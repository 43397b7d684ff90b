package ai.openclaw.voice.demo.brain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a demo brain has seen. Thread-safe. */
public final class Counters {
    private static final int LAST_REQUESTS = 200;

    private final Map<String, Integer> byPath = new TreeMap<>();
    private final Deque<RecordedRequest> last = new ArrayDeque<>();
    private int requests;
    private int aborted;
    private int connections;

    synchronized void saw(RecordedRequest request) {
        requests++;
        byPath.merge(request.path(), 1, Integer::sum);
        last.add(request);
        if (last.size() > LAST_REQUESTS) {
            last.remove();
        }
    }

    synchronized void sawAbort() {
        aborted++;
    }

    synchronized int newConnection() {
        return ++connections;
    }

    public synchronized int requests() {
        return requests;
    }

    /** How many replies the asker cut off by closing the connection. */
    public synchronized int aborted() {
        return aborted;
    }

    public synchronized int connections() {
        return connections;
    }

    public synchronized Map<String, Integer> byPath() {
        return Map.copyOf(byPath);
    }

    public synchronized int byPath(String path) {
        return byPath.getOrDefault(path, 0);
    }

    /** The last requests, oldest first. */
    public synchronized List<RecordedRequest> lastRequests() {
        return List.copyOf(last);
    }

    /** The last questions, oldest first: without probes and fault switches. */
    public synchronized List<RecordedRequest> questions() {
        return last.stream()
                .filter(request -> BrainHandler.isQuestion(request.path()))
                .toList();
    }
}
