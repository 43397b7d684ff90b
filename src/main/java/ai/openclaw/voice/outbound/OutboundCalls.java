package ai.openclaw.voice.outbound;

import ai.openclaw.voice.call.AnsweredBy;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Direction;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.Errand;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.component.sip.SipConstants;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import ai.openclaw.voice.outbound.OutboundCall.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls that we place, and those that are over for as long as somebody may ask. Steps of the routes name its methods. */
public final class OutboundCalls {
    private static final Logger LOG = LoggerFactory.getLogger(OutboundCalls.class);
    /** Whoever asks an hour later asks about the last ones. */
    private static final int MOST_FINISHED = 1000;
    /** The turn in which the message is said. */
    private static final int MESSAGE_TURN = 0;

    private final OutboundSettings settings;
    private final Webhooks webhooks;
    private final Clock clock;
    private final Map<CallId, OutboundCall> calls = new LinkedHashMap<>();

    public OutboundCalls(OutboundSettings settings, Webhooks webhooks, Clock clock) {
        this.settings = settings;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    /** @throws UnavailableException when there are as many calls of ours as there may be */
    synchronized OutboundCall open(OutboundRequest request, Line line) throws UnavailableException {
        forgetOld();
        if (active() >= settings.maxCalls()) {
            throw new UnavailableException("All " + settings.maxCalls() + " outbound lines are busy, try again later");
        }
        OutboundCall call =
                new OutboundCall(CallId.fresh(), request, line, request.onMachine(settings.machine()), clock.instant());
        calls.put(call.callId(), call);
        return call;
    }

    /** It was never placed, and nobody was told that it would be. */
    synchronized void discard(OutboundCall call) {
        calls.remove(call.callId());
    }

    /** How many are not over. */
    public synchronized int active() {
        return (int) calls.values().stream().filter(call -> !call.isOver()).count();
    }

    public synchronized Optional<OutboundCall> find(String callId) {
        forgetOld();
        return calls.values().stream()
                .filter(call -> call.callId().value().equals(callId))
                .findFirst();
    }

    public synchronized List<OutboundCall> all() {
        forgetOld();
        return List.copyOf(calls.values());
    }

    private void forgetOld() {
        Instant oldest = clock.instant().minus(Duration.ofMinutes(settings.keepMinutes()));
        Collection<OutboundCall> known = calls.values();
        known.removeIf(call -> call.isOver() && call.endedAt().isBefore(oldest));
        long surplus = known.stream().filter(OutboundCall::isOver).count() - MOST_FINISHED;
        for (OutboundCall call : surplus > 0 ? List.copyOf(known) : List.<OutboundCall>of()) {
            if (surplus > 0 && call.isOver()) {
                calls.remove(call.callId());
                surplus--;
            }
        }
    }

    // Steps of the routes.

    /** Says in headers whom to call, as whom, and for how long it may ring. */
    public void instruct(@Body OutboundCall call, Exchange exchange) {
        Message message = exchange.getMessage();
        message.setHeader(SipConstants.DIALLED, call.line().extension());
        message.setHeader(SipConstants.TARGET, settings.dialled(call.request().to()));
        message.setHeader(SipConstants.CALLER_ID, call.request().callerId());
        message.setHeader(SipConstants.RING_TIMEOUT_MS, call.request().timeoutSeconds() * 1000L);
        reached(call, State.DIALING);
    }

    /** Whether somebody wants it hung up that is just being dialled. */
    public boolean isUnwanted(@Header(VoiceHeaders.CALL_ID) String callId) {
        return find(callId).map(call -> call.isUnwanted() && !call.isOver()).orElse(false);
    }

    /** The callee has picked up, and media flows. */
    public RoomEvent started(
            @Header(VoiceHeaders.CALL_ID) String callId,
            @Header(VoiceHeaders.EXTENSION) String extension,
            @Header(SipConstants.TARGET) String target,
            @Header(SipConstants.INVITED_AT) long invitedAtMs,
            @Header(SipConstants.ANSWER_LATENCY_MS) long answerLatencyMs) {
        OutboundCall call =
                find(callId).orElseThrow(() -> new IllegalStateException("nobody asked for the call " + callId));
        call.answered(clock.instant());
        return new RoomEvent.CallStarted(
                call.callId(), Direction.OUTBOUND, extension, target, invitedAtMs, answerLatencyMs, call.errand());
    }

    /** Something happened in a room; what it means for a call of ours is noted. */
    public void happened(@Body RoomEvent event) {
        OutboundCall call;
        synchronized (this) {
            call = calls.get(event.callId());
        }
        if (call == null) {
            return;
        }
        if (event instanceof RoomEvent.PlayoutStarted started && started.turnId() == MESSAGE_TURN) {
            reached(call, State.PLAYING);
        } else if (event instanceof RoomEvent.PlayoutStarted answer) {
            call.answeredTurn(answer.turnId());
            messageWasSaid(call); // or cut short by a word of the callee's, which no event of the room's tells
        } else if (event instanceof RoomEvent.PlayoutFinished finished && finished.turnId() == MESSAGE_TURN) {
            messageWasSaid(call);
        } else if (event instanceof RoomEvent.BargeIn bargeIn && bargeIn.turnId() == MESSAGE_TURN) {
            messageWasSaid(call);
        }
    }

    private void messageWasSaid(OutboundCall call) {
        boolean machine = call.answeredBy() == AnsweredBy.MACHINE;
        if (call.errand().mode() == Errand.Mode.CONVERSATION && !machine) {
            reached(call, State.CONVERSING);
        }
    }

    public void answeredBy(@Body RoomCommand.TellWhoAnswered told) {
        find(told.callId().value()).ifPresent(call -> call.answeredBy(told.answeredBy()));
    }

    /** A call is over, ours or not. One that no worker was told of must leave its record without one. */
    public void ended(Exchange exchange) {
        Message message = exchange.getMessage();
        OutboundCall call =
                find(message.getHeader(VoiceHeaders.CALL_ID, String.class)).orElse(null);
        if (call == null) {
            return;
        }
        if (!call.wasAnswered()) {
            message.setHeader(SipConstants.CONFIRMED, false);
        }
        over(
                call,
                message.getHeader(SipConstants.END_REASON, EndReason.class),
                message.getHeader(SipConstants.STATUS, Integer.class));
    }

    /** It could not even be dialled: says in headers what sip:ended would have said. */
    public void notDialled(Exchange exchange) {
        Message message = exchange.getMessage();
        String callId = message.getHeader(VoiceHeaders.CALL_ID, String.class);
        OutboundCall call =
                find(callId).orElseThrow(() -> new IllegalStateException("nobody asked for the call " + callId));
        over(call, EndReason.UNAVAILABLE, null);
        message.setHeader(SipConstants.DIRECTION, Direction.OUTBOUND);
        message.setHeader(SipConstants.END_REASON, EndReason.UNAVAILABLE);
        message.setHeader(SipConstants.INVITED_AT, call.createdAt().toEpochMilli());
        message.setHeader(
                SipConstants.DURATION_MS,
                Duration.between(call.createdAt(), clock.instant()).toMillis());
    }

    private void over(OutboundCall call, EndReason why, Integer status) {
        Outcome outcome = Outcome.of(why, call);
        synchronized (call) {
            if (call.over(outcome.state(), outcome.reason(), status, clock.instant())) {
                LOG.info("outbound call {}: {}", outcome.state().word(), outcome.reason());
                webhooks.tell(call);
            }
        }
    }

    private void reached(OutboundCall call, State state) {
        // Media and signalling come on different threads: what is told must be the state that was reached, in its
        // order.
        synchronized (call) {
            if (call.reached(state)) {
                LOG.info("outbound call {}", state.word());
                webhooks.tell(call);
            }
        }
    }

    /** What is told of it first: that it will be placed. */
    void queued(OutboundCall call) {
        webhooks.tell(call);
    }

    public Instant now() {
        return clock.instant();
    }
}
