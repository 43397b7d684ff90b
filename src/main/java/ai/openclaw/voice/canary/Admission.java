package ai.openclaw.voice.canary;

import ai.openclaw.voice.call.VoiceHeaders;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.Header;

/**
 * Decides at the INVITE whether there is room for one more call, here or at v1. A call has one place at the most; it is taken
 * once and given back once.
 */
public final class Admission {
    /** What is decided; the words are what the routes compare with. */
    public enum Verdict {
        /** The call has a place. */
        ADMITTED,
        FULL,
        /** No new calls are taken before a stop. */
        DRAINING,
        /** v2 cannot hold a conversation. */
        NOT_READY,
        /** v2 can answer, but has nobody to think: it would apologise. */
        NO_BRAIN,
        /** v1 is known to be dead, or has just failed. */
        DOWN,
        /** There is no v1. */
        ABSENT
    }

    private enum Version {
        V1,
        V2
    }

    /** How v2 is, from the last look at it: asking must not wait. */
    public enum Condition {
        READY,
        NO_BRAIN,
        NOT_READY
    }

    private final int maxCalls;
    private final int maxV1Calls;
    private final Supplier<Condition> v2;
    private final Supplier<V1Health.State> v1;
    private final Map<String, Version> inside = new ConcurrentHashMap<>();
    private volatile boolean draining;

    /** Without v1, and always ready. */
    public Admission(int maxCalls) {
        this(maxCalls, 0, () -> Condition.READY, () -> V1Health.State.ABSENT);
    }

    /**
     * @param maxCalls how many calls v2 has room for
     * @param maxV1Calls how many calls may be at v1 at once; 0 leaves it to v1
     */
    public Admission(int maxCalls, int maxV1Calls, Supplier<Condition> v2, Supplier<V1Health.State> v1) {
        this.maxCalls = maxCalls;
        this.maxV1Calls = maxV1Calls;
        this.v2 = v2;
        this.v1 = v1;
    }

    /** Asks for a place at v2; the same call may ask again. A place at v1 is given back. */
    public Verdict askV2(@Header(VoiceHeaders.CALL_ID) String callId) {
        return askV2(callId, v2.get());
    }

    /** As {@link #askV2}, for a call that nobody else can take: an apology is better than a busy tone. */
    public Verdict askV2WithoutBrain(@Header(VoiceHeaders.CALL_ID) String callId) {
        Condition condition = v2.get();
        return askV2(callId, condition == Condition.NO_BRAIN ? Condition.READY : condition);
    }

    private synchronized Verdict askV2(String callId, Condition condition) {
        Version place = inside.get(callId);
        if (place == Version.V2) {
            return Verdict.ADMITTED;
        }
        inside.remove(callId);
        if (draining) {
            return Verdict.DRAINING;
        }
        if (condition == Condition.NOT_READY) {
            return Verdict.NOT_READY;
        }
        if (count(Version.V2) >= maxCalls) {
            return Verdict.FULL;
        }
        if (condition == Condition.NO_BRAIN) {
            return Verdict.NO_BRAIN;
        }
        inside.put(callId, Version.V2);
        return Verdict.ADMITTED;
    }

    /** Asks for a place at v1; the same call may ask again. A place at v2 is given back. */
    public synchronized Verdict askV1(@Header(VoiceHeaders.CALL_ID) String callId) {
        if (inside.get(callId) == Version.V1) {
            return Verdict.ADMITTED;
        }
        inside.remove(callId);
        switch (v1.get()) {
            case ABSENT -> {
                return Verdict.ABSENT;
            }
            case DOWN -> {
                return Verdict.DOWN;
            }
            default -> {
                if (maxV1Calls > 0 && count(Version.V1) >= maxV1Calls) {
                    return Verdict.FULL;
                }
            }
        }
        inside.put(callId, Version.V1);
        return Verdict.ADMITTED;
    }

    /** Gives the call's place back, wherever it is; a call without one changes nothing. */
    public synchronized void leave(@Header(VoiceHeaders.CALL_ID) String callId) {
        inside.remove(callId);
    }

    /** v2 takes no new calls from now on, those in progress are left alone. v1 goes on taking its own. */
    public void setDraining(boolean draining) {
        this.draining = draining;
    }

    public boolean isDraining() {
        return draining;
    }

    /** How many calls v2 has. */
    public int inside() {
        return count(Version.V2);
    }

    /** How many calls v1 has, as far as they went through us. */
    public int atV1() {
        return count(Version.V1);
    }

    private int count(Version version) {
        int count = 0;
        for (Version one : inside.values()) {
            count += one == version ? 1 : 0;
        }
        return count;
    }
}
