package ai.openclaw.voice.demo.caller;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The caller's answers to the far side's requests (RFC 3261, section 17.2): a request that comes again gets the same answer,
 * and a 200 to an INVITE is sent until it is acknowledged (13.3.1.4).
 */
final class ServerTransactions {
    private final SipWire wire;
    private final ScheduledExecutorService timers;
    private final BooleanSupplier over;
    private final Map<String, String> sent = new HashMap<>();
    private CompletableFuture<Void> awaitedAck = new CompletableFuture<>();

    /** @param over whether the call has ended, so that nothing is sent again */
    ServerTransactions(SipWire wire, ScheduledExecutorService timers, BooleanSupplier over) {
        this.wire = wire;
        this.timers = timers;
        this.over = over;
    }

    void acknowledged() {
        awaitedAck.complete(null);
    }

    /** @param respond makes the answer to a request that was not seen before */
    void answer(SipMessage request, InetSocketAddress source, Function<SipMessage, String> respond) {
        String key = request.branch() + request.method();
        String response = sent.get(key);
        if (response == null) {
            response = respond.apply(request);
            sent.put(key, response);
            if (request.method().equals("INVITE") && response.startsWith("SIP/2.0 200")) {
                awaitedAck = new CompletableFuture<>();
                repeatUntilAcknowledged(response, source, ClientTransaction.T1_MS, awaitedAck);
            }
        }
        wire.send(response, source);
    }

    private void repeatUntilAcknowledged(
            String response, InetSocketAddress to, long afterMs, CompletableFuture<Void> acknowledged) {
        if (afterMs > 32 * ClientTransaction.T1_MS) {
            return;
        }
        timers.schedule(
                () -> {
                    if (!acknowledged.isDone() && !over.getAsBoolean()) {
                        wire.send(response, to);
                        repeatUntilAcknowledged(
                                response, to, Math.min(2 * afterMs, ClientTransaction.T2_MS), acknowledged);
                    }
                },
                afterMs,
                TimeUnit.MILLISECONDS);
    }
}
