package ai.openclaw.voice.demo.scenario;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.CallRecord;
import ai.openclaw.voice.demo.brain.BrainScript;
import ai.openclaw.voice.demo.brain.DemoBrain;
import ai.openclaw.voice.demo.brain.RecordedRequest;
import ai.openclaw.voice.link.RoomEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Looks into the system that a scenario calls, where it runs in the same process: which call is which, what its record says,
 * what the brain was asked; and tells the brain what to answer.
 */
public final class CallWatch extends EventNotifierSupport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DemoBrain brain;
    private final Map<String, BrainScript> scripts = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<CallId>> calls = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<CallRecord>> records = new ConcurrentHashMap<>();

    private CallWatch(DemoBrain brain) {
        this.brain = brain;
    }

    /** @param brain the one that the system asks, or null */
    public static CallWatch on(CamelContext system, DemoBrain brain) {
        CallWatch watch = new CallWatch(brain);
        watch.setIgnoreCamelContextEvents(true);
        watch.setIgnoreRouteEvents(true);
        watch.setIgnoreServiceEvents(true);
        system.getManagementStrategy().addEventNotifier(watch);
        system.getCamelContextExtension().setEventNotificationApplicable(true);
        system.getRegistry().findByType(CircuitBreakerRegistry.class).forEach(CallWatch::keepClosed);
        return watch;
    }

    /** A brain that fails in one scenario must not be felt in another that runs at the same time. */
    private static void keepClosed(CircuitBreakerRegistry breakers) {
        breakers.getAllCircuitBreakers().forEach(CallWatch::keepClosed);
        breakers.getEventPublisher().onEntryAdded(added -> keepClosed(added.getAddedEntry()));
    }

    private static void keepClosed(CircuitBreaker breaker) {
        breaker.getEventPublisher().onError(failure -> breaker.reset());
    }

    /** Before the call: what the brain will answer this caller. @param caller the user part of From; nobody else's */
    public void expect(String caller, BrainScript script) {
        scripts.put(caller, script);
        calls.put(caller, new CompletableFuture<>());
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof CamelEvent.ExchangeSendingEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        Object body = ((CamelEvent.ExchangeSendingEvent) event)
                .getExchange()
                .getMessage()
                .getBody();
        if (body instanceof RoomEvent.CallStarted started) {
            began(started);
        } else if (body instanceof CallRecord record) {
            recordOf(record.callId()).complete(record);
        }
    }

    private void began(RoomEvent.CallStarted started) {
        scripts.forEach((caller, script) -> {
            if (started.caller() != null && started.caller().contains(caller)) {
                if (brain != null) {
                    brain.scripts().put(started.callId().sessionKey(), script);
                }
                calls.get(caller).complete(started.callId());
            }
        });
    }

    private CompletableFuture<CallRecord> recordOf(String callId) {
        return records.computeIfAbsent(callId, id -> new CompletableFuture<>());
    }

    /** The record of this caller's call; empty when it has not been written within that time. */
    public Optional<CallRecord> awaitRecord(String caller, Duration patience) throws InterruptedException {
        try {
            CallId id = calls.get(caller).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(recordOf(id.value()).get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException none) {
            return Optional.empty();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** The words of all questions that the brain was asked in this caller's call, in their order. */
    public List<String> asked(String caller) {
        CallId id = calls.get(caller).getNow(null);
        List<String> words = new ArrayList<>();
        if (brain != null && id != null) {
            for (RecordedRequest question : brain.counters().questions()) {
                if (question.sessionKey() != null && question.sessionKey().endsWith(id.sessionKey())) {
                    words.add(lastUserWords(question.body()));
                }
            }
        }
        return words;
    }

    private static String lastUserWords(String body) {
        try {
            String words = "";
            for (JsonNode message : JSON.readTree(body).path("messages")) {
                if (message.path("role").asText().equals("user")) {
                    words = message.path("content").asText();
                }
            }
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
