package ai.openclaw.voice.outbound;

import ai.openclaw.voice.call.AnsweredBy;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Errand;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One call that we were asked to place, and how far it has come. Thread-safe. */
public final class OutboundCall {
    /** As v1 names them. What comes later in this order is never followed by what comes before. */
    public enum State {
        QUEUED,
        DIALING,
        /** The callee has picked up and hears the message. */
        PLAYING,
        CONVERSING,
        COMPLETED,
        FAILED;

        boolean isOver() {
            return this == COMPLETED || this == FAILED;
        }

        /** As webhooks name it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final CallId callId;
    private final OutboundRequest request;
    private final Line line;
    private final Errand errand;
    private final Instant createdAt;
    private State state = State.QUEUED;
    private String reason;
    private Integer sipStatus;
    private Instant answeredAt;
    private Instant endedAt;
    private AnsweredBy answeredBy;
    private int turns;
    private int lastTurn;
    private boolean unwanted;

    OutboundCall(CallId callId, OutboundRequest request, Line line, Errand.OnMachine machine, Instant createdAt) {
        this.callId = callId;
        this.request = request;
        this.line = line;
        this.createdAt = createdAt;
        errand = new Errand(request.mode(), request.message(), request.context(), machine);
    }

    public CallId callId() {
        return callId;
    }

    public OutboundRequest request() {
        return request;
    }

    public Line line() {
        return line;
    }

    public Errand errand() {
        return errand;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public synchronized State state() {
        return state;
    }

    public synchronized boolean isOver() {
        return state.isOver();
    }

    public synchronized boolean wasAnswered() {
        return answeredAt != null;
    }

    /** Somebody wants it hung up. */
    synchronized void unwanted() {
        unwanted = true;
    }

    synchronized boolean isUnwanted() {
        return unwanted;
    }

    synchronized Instant endedAt() {
        return endedAt;
    }

    synchronized void answered(Instant now) {
        answeredAt = answeredAt == null ? now : answeredAt;
    }

    synchronized void answeredBy(AnsweredBy who) {
        answeredBy = who;
    }

    synchronized AnsweredBy answeredBy() {
        return answeredBy;
    }

    /** Its first sound was heard; some turns are interrupted before their last. */
    synchronized void answeredTurn(int turnId) {
        if (turnId > lastTurn) {
            lastTurn = turnId;
            turns++;
        }
    }

    /** @return whether it came further by that */
    synchronized boolean reached(State next) {
        if (state.isOver() || next.compareTo(state) <= 0) {
            return false;
        }
        state = next;
        return true;
    }

    /** @param status the final SIP status of a call that was refused, or null */
    synchronized boolean over(State last, String why, Integer status, Instant now) {
        if (!reached(last)) {
            return false;
        }
        reason = why;
        sipStatus = status;
        endedAt = now;
        return true;
    }

    /** From the answer to the end, or to now, s; null while it is not answered. */
    private Long duration(Instant now) {
        if (answeredAt == null) {
            return null;
        }
        Duration since = Duration.between(answeredAt, endedAt == null ? now : endedAt);
        return Math.round(since.toMillis() / 1000.0);
    }

    /** What the API tells of it. The upper-case state is v1's. */
    public synchronized Map<String, Object> info(Instant now) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("callId", callId.value());
        info.put("to", request.to());
        info.put("state", state.name());
        info.put("status", state.word());
        info.put("reason", reason);
        info.put("mode", errand.mode().name().toLowerCase(Locale.ROOT));
        info.put("device", line.label());
        info.put("createdAt", createdAt.toString());
        info.put("answeredAt", answeredAt == null ? null : answeredAt.toString());
        info.put("endedAt", endedAt == null ? null : endedAt.toString());
        info.put("duration", duration(now));
        info.put("answeredBy", answeredBy == null ? null : answeredBy.word());
        if (sipStatus != null) {
            info.put("sipStatus", sipStatus);
        }
        if (errand.mode() == Errand.Mode.CONVERSATION) {
            info.put("turnCount", turns);
        }
        return info;
    }

    /** What a webhook is told of the state it has reached. */
    synchronized Map<String, Object> event(Instant now) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("callId", callId.value());
        event.put("timestamp", now.toString());
        event.put("event", state.word());
        event.put("to", request.to());
        event.put("duration", duration(now));
        if (reason != null) {
            event.put("reason", reason);
        }
        if (answeredBy != null) {
            event.put("answeredBy", answeredBy.word());
        }
        return event;
    }

    @Override
    public String toString() {
        return "outbound call " + callId;
    }
}
