package ai.openclaw.voice.canary;

import ai.openclaw.voice.call.VoiceHeaders;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Header;

/** Decides at the INVITE whether there is room for one more call. A place is taken once and given back once. */
public final class Admission {
    /** What is decided; the words are what the routes compare with. */
    public enum Verdict {
        ADMITTED,
        FULL,
        DRAINING
    }

    private final int maxCalls;
    private final Set<String> inside = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    public Admission(int maxCalls) {
        this.maxCalls = maxCalls;
    }

    /** Asks for a place for the call; the same call may ask again. */
    public synchronized Verdict ask(@Header(VoiceHeaders.CALL_ID) String callId) {
        if (inside.contains(callId)) {
            return Verdict.ADMITTED;
        }
        if (draining) {
            return Verdict.DRAINING;
        }
        if (inside.size() >= maxCalls) {
            return Verdict.FULL;
        }
        inside.add(callId);
        return Verdict.ADMITTED;
    }

    /** Gives the call's place back; a call without one changes nothing. */
    public synchronized void leave(@Header(VoiceHeaders.CALL_ID) String callId) {
        inside.remove(callId);
    }

    /** New calls are refused from now on, those in progress are left alone. */
    public void setDraining(boolean draining) {
        this.draining = draining;
    }

    public boolean isDraining() {
        return draining;
    }

    public int inside() {
        return inside.size();
    }
}
