package ai.openclaw.voice.outbound;

import ai.openclaw.voice.call.CallLog;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.component.sip.SipConstants;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests for calls. A request is either refused before anything is dialled, or accepted; it is dialled only when
 * whoever asked has been told so, because v1's router dials by itself when it gets no answer.
 */
public final class OutboundDesk {
    private static final Logger LOG = LoggerFactory.getLogger(OutboundDesk.class);
    /** What the route {@code outbound-requested} leaves in the body of a request that is admitted. */
    private static final String ADMITTED = "ADMITTED";

    /** The header that tells the routes what a call is for: {@code announce} or {@code conversation}. */
    private static final String ERRAND = "CamelVoiceErrand";

    private final OutboundCalls calls;
    private final OutboundSettings settings;
    private final WebhookPolicy webhooks;
    private final Supplier<List<Line>> lines;
    private final ProducerTemplate template;
    private final Executor threads;

    /**
     * @param lines the extensions that can call, the first of which does when none is named
     * @param threads where calls are dialled
     */
    public OutboundDesk(
            OutboundCalls calls,
            OutboundSettings settings,
            WebhookPolicy webhooks,
            Supplier<List<Line>> lines,
            ProducerTemplate template,
            Executor threads) {
        this.calls = calls;
        this.settings = settings;
        this.webhooks = webhooks;
        this.lines = lines;
        this.template = template;
        this.threads = threads;
    }

    /**
     * Takes a place for the call; nothing is dialled yet.
     *
     * @throws InvalidRequestException when it is no request, or one for a number that may not be called
     * @throws UnavailableException when no call can be placed now
     */
    public OutboundCall accept(String body) throws InvalidRequestException, UnavailableException {
        OutboundRequest request = OutboundRequest.read(body, settings, webhooks);
        if (!template.getCamelContext().isStarted()) {
            // The port is open before the routes are, and a route that has not begun yet is waited for.
            throw new UnavailableException("No call can be placed now: starting or stopping");
        }
        OutboundCall call = calls.open(request, line(request.device()));
        try (CallLog ignored = CallLog.named(call.callId())) {
            String verdict =
                    template.requestBodyAndHeaders("direct:outbound-request", call, headers(call), String.class);
            if (!ADMITTED.equals(verdict)) {
                throw new UnavailableException(why(verdict));
            }
            LOG.info(
                    "outbound call accepted: {} from {}",
                    call.errand(),
                    call.line().extension());
            return call;
        } catch (UnavailableException e) {
            calls.discard(call);
            throw e;
        } catch (CamelExecutionException e) {
            calls.discard(call);
            LOG.error("a request for a call failed", e.getCause());
            throw new UnavailableException("The request could not be taken");
        }
    }

    private static String why(String verdict) {
        return switch (verdict == null ? "" : verdict) {
            case "DRAINING" -> "No new calls are taken: draining before a stop";
            case "FULL" -> "All lines are busy, try again later";
            case "NO_BRAIN" -> "Nobody could talk: the brain is out of reach";
            default -> "No call can be placed now";
        };
    }

    private Line line(String device) throws UnavailableException {
        List<Line> all = lines.get();
        if (all.isEmpty()) {
            throw new UnavailableException("No extension can place calls: no SIP account is configured");
        }
        Line named = device == null
                ? null
                : all.stream().filter(line -> line.isCalled(device)).findFirst().orElse(null);
        if (device != null && named == null) {
            LOG.info("the device that was asked for is none of ours, the first one calls");
        }
        Line line = named != null
                ? named
                : all.stream().filter(Line::ready).findFirst().orElse(all.get(0));
        if (!line.ready()) {
            throw new UnavailableException("Extension " + line.extension() + " is not registered");
        }
        return line;
    }

    /** Whoever asked has been told that the call is placed, so it is. */
    public void dial(OutboundCall call) {
        calls.queued(call);
        threads.execute(() -> {
            try (CallLog ignored = CallLog.named(call.callId())) {
                template.sendBodyAndHeaders("direct:outbound-call", call, headers(call));
            } catch (CamelExecutionException e) {
                LOG.error("the route of an outbound call failed", e.getCause());
            }
        });
    }

    /** Whoever asked did not wait for the answer, and may dial by themselves: so we do not. */
    public void withdraw(OutboundCall call) {
        LOG.warn("whoever asked for {} went away before the answer, so it is not dialled", call);
        template.sendBodyAndHeaders("direct:outbound-withdrawn", call, headers(call));
        calls.discard(call);
    }

    /** @return false when it is over already */
    public boolean hangup(OutboundCall call) {
        if (call.isOver()) {
            return false;
        }
        call.unwanted();
        EndReason why = call.wasAnswered() ? EndReason.ASSISTANT_HANGUP : EndReason.CANCELLED;
        template.sendBodyAndHeaders(
                "direct:outbound-hangup",
                null,
                Map.of(VoiceHeaders.CALL_ID, call.callId().value(), SipConstants.END_REASON, why));
        return true;
    }

    private static Map<String, Object> headers(OutboundCall call) {
        return Map.of(
                VoiceHeaders.CALL_ID,
                call.callId().value(),
                VoiceHeaders.EXTENSION,
                call.line().extension(),
                ERRAND,
                call.errand().mode().name().toLowerCase(Locale.ROOT));
    }
}
