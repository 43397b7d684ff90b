package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.canary.Admission;
import ai.openclaw.voice.canary.V1Health;
import ai.openclaw.voice.component.sip.proxy.HopTimes;
import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.SipCallee;
import ai.openclaw.voice.testkit.SipCaller;
import ai.openclaw.voice.testkit.SipText;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many calls at once, of callers and of a v1 who do what comes to their minds: CANCEL against answer against failure. Each
 * call ends once, and nothing of it is left.
 */
@Execution(ExecutionMode.CONCURRENT)
class ProxyRacesTest {
    private static final int CALLS = 120;
    private static final int PATIENCE_MS = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Set<String> invited = ConcurrentHashMap.newKeySet();
    private final List<String> ended = new CopyOnWriteArrayList<>();
    private final Admission admission =
            new Admission(2 * CALLS, 2 * CALLS, () -> Admission.Condition.READY, () -> V1Health.State.UP);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyCallEndsOnceAndLeavesNothing(long seed) throws Exception {
        SipConfiguration configuration = SipTestBed.anyPort();
        configuration.setCallThreads(32);
        SipComponent component = new SipComponent(configuration);
        component.setHopTimes(new HopTimes(1500, 190_000, 2000, 1000, 5000));
        try (SipCallee v1 = SipCallee.over("udp");
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("sip", component);
            context.addRoutes(routes(v1.uri()));
            context.start();
            try (RawSipClient client = RawSipClient.udp(component.boundPort())) {
                MoodyV1 moody = new MoodyV1(v1, new Random(seed));
                Thread thread = new Thread(moody::run);
                thread.start();
                MoodyCallers callers = new MoodyCallers(client, new Random(seed + 100));
                callers.run();
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> component.callCount() + component.proxiedCount() == 0
                                && ended.size() >= callers.calls.size());
                moody.stop = true;
                thread.join(PATIENCE.toMillis());
            }
        }
        assertThat(ended).doesNotHaveDuplicates().hasSize(CALLS).containsAll(invited);
        assertThat(admission.inside() + admission.atV1()).isZero();
    }

    private RouteBuilder routes(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("sip:invite")
                        .process(e -> invited.add(e.getMessage().getHeader(VoiceHeaders.CALL_ID, String.class)))
                        .process(e -> admission.askV1(e.getMessage().getHeader(VoiceHeaders.CALL_ID, String.class)))
                        .to("sip:proxy?uri=RAW(" + uri + ")&version=v1&timeoutMs=" + PATIENCE_MS)
                        .filter(header(SipConstants.STATUS).isNotNull())
                        .process(e -> admission.askV2(e.getMessage().getHeader(VoiceHeaders.CALL_ID, String.class)))
                        .to("sip:ring")
                        .setBody(constant(SipTestBed.ANSWER))
                        .to("sip:answer");
                from("sip:ended")
                        .process(e -> ended.add(e.getMessage().getHeader(VoiceHeaders.CALL_ID, String.class)))
                        .process(e -> admission.leave(e.getMessage().getHeader(VoiceHeaders.CALL_ID, String.class)));
            }
        };
    }

    /** Answers, refuses, fails or is silent, and hangs up on some. */
    private static final class MoodyV1 {
        private final SipCallee v1;
        private final Random random;
        private final Map<String, SipText> waiting = new HashMap<>();
        /** When they are answered with a failure, in ns. */
        private final Map<SipText, Long> failing = new HashMap<>();

        private final Map<String, SipText> up = new HashMap<>();
        private final Set<String> known = new HashSet<>();
        private volatile boolean stop;

        MoodyV1(SipCallee v1, Random random) {
            this.v1 = v1;
            this.random = random;
        }

        void run() {
            try {
                while (!stop) {
                    SipText message = v1.poll(Duration.ofMillis(100));
                    failThoseThatAreDue();
                    if (message != null && !message.isResponse()) {
                        react(message);
                    }
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void failThoseThatAreDue() throws IOException {
            for (var due = failing.entrySet().iterator(); due.hasNext(); ) {
                Map.Entry<SipText, Long> next = due.next();
                if (next.getValue() < System.nanoTime()) {
                    v1.answer(next.getKey(), 503);
                    due.remove();
                }
            }
        }

        private void react(SipText request) throws IOException {
            String call = request.header("Call-ID");
            switch (request.method()) {
                case "INVITE" -> {
                    if (known.add(call)) {
                        invited(call, request);
                    }
                }
                case "CANCEL" -> {
                    v1.answer(request, 200);
                    SipText invite = waiting.remove(call);
                    if (invite != null) {
                        v1.answer(invite, 487);
                    }
                }
                case "ACK" -> {
                    SipText invite = up.remove(call);
                    if (invite != null && random.nextInt(3) == 0) {
                        v1.send(v1.inDialog(invite, "BYE", "", ""));
                    }
                }
                default -> v1.answer(request, 200);
            }
        }

        private void invited(String call, SipText invite) throws IOException {
            if (random.nextInt(10) == 0) {
                return;
            }
            if (random.nextInt(5) == 0) {
                v1.answer(invite, 100);
                switch (random.nextInt(3)) {
                    case 0 -> failing.put(invite, System.nanoTime() + PATIENCE_MS * 1_500_000L);
                    case 1 -> waiting.put(call, invite);
                    default -> {
                        // Nothing more.
                    }
                }
                return;
            }
            if (random.nextBoolean()) {
                v1.answer(invite, 100);
            }
            if (random.nextBoolean()) {
                v1.answer(invite, 180);
            }
            switch (random.nextInt(6)) {
                case 0 -> v1.answer(invite, 486);
                case 1 -> v1.answer(invite, 503);
                case 2 -> {
                    // Rings until it is cancelled; the caller does that.
                    v1.answer(invite, 180);
                    waiting.put(call, invite);
                }
                default -> {
                    up.put(call, invite);
                    v1.answer(invite, 200);
                }
            }
        }
    }

    /** Cancel at once, when it rings, or not; hang up when it is answered. */
    private static final class MoodyCallers {
        private final RawSipClient client;
        private final Random random;
        private final Map<String, SipCaller> calls = new HashMap<>();
        private final Set<String> settled = new HashSet<>();
        private final Set<String> byeSent = new HashSet<>();

        MoodyCallers(RawSipClient client, Random random) {
            this.client = client;
            this.random = random;
        }

        void run() throws IOException {
            for (int i = 0; i < CALLS; i++) {
                SipCaller caller = new SipCaller(client, "9000");
                calls.put(caller.callId, caller);
                client.send(caller.invite());
                if (random.nextInt(5) == 0) {
                    client.send(caller.cancel());
                }
                for (SipText message = client.poll(Duration.ofMillis(random.nextInt(15)));
                        message != null;
                        message = client.poll(Duration.ofMillis(1))) {
                    react(message);
                }
            }
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (settled.size() < CALLS && System.nanoTime() < end) {
                SipText message = client.poll(Duration.ofMillis(500));
                if (message != null) {
                    react(message);
                } else {
                    giveUpOnTheRest();
                }
            }
            assertThat(calls.keySet().stream().filter(c -> !settled.contains(c)).collect(Collectors.toSet()))
                    .as("calls without a final response")
                    .isEmpty();
        }

        /** Some of them ring for ever. */
        private void giveUpOnTheRest() throws IOException {
            for (SipCaller caller : calls.values()) {
                if (!settled.contains(caller.callId)) {
                    client.send(caller.cancel());
                }
            }
        }

        private void react(SipText message) throws IOException {
            SipCaller caller = calls.get(message.header("Call-ID"));
            if (!message.isResponse()) {
                client.send(SipCaller.ok(message));
            } else if (message.method().equals("INVITE")) {
                answered(caller, message);
            }
        }

        private void answered(SipCaller caller, SipText response) throws IOException {
            if (response.status() < 200) {
                if (response.status() == 180 && random.nextInt(3) == 0) {
                    client.send(caller.cancel());
                }
                return;
            }
            settled.add(caller.callId);
            client.send(caller.ack(response));
            if (response.status() == 200 && byeSent.add(caller.callId)) {
                client.send(caller.bye());
            }
        }
    }
}
