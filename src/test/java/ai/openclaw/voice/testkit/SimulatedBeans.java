package ai.openclaw.voice.testkit;

import ai.openclaw.voice.bridge.Audit;
import ai.openclaw.voice.bridge.BrainHands;
import ai.openclaw.voice.bridge.Uses;
import ai.openclaw.voice.call.Errand;
import ai.openclaw.voice.canary.Admission;
import ai.openclaw.voice.canary.V1Health;
import ai.openclaw.voice.ingress.CallEvents;
import ai.openclaw.voice.ops.VoiceMeters;
import ai.openclaw.voice.outbound.OutboundCalls;
import ai.openclaw.voice.outbound.OutboundSettings;
import ai.openclaw.voice.outbound.WebhookPolicy;
import ai.openclaw.voice.outbound.Webhooks;
import ai.openclaw.voice.profile.Profiles;
import ai.openclaw.voice.worker.Phrases;
import ai.openclaw.voice.worker.Playback;
import ai.openclaw.voice.worker.VoiceSessions;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spi.Registry;

/** The product's own beans, under the names that the routes call them by, and how both systems are. */
final class SimulatedBeans {
    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
    private final Uses uses = new Uses();
    private volatile Admission.Condition v2 = Admission.Condition.READY;
    private volatile boolean v1Absent = true;
    private volatile int v1Answer = 200;
    private final V1Health v1Health = new V1Health("sip:127.0.0.1:5070", () -> v1Answer);

    final MeterRegistry meters = new SimpleMeterRegistry();
    final Admission admission = new Admission(1, 1, () -> v2, this::v1);

    /** What the brain's hands did, which sessions report of. */
    Uses uses() {
        return uses;
    }

    void bind(Registry registry, Profiles profiles, Phrases phrases, VoiceSessions sessions) {
        registry.bind("profiles", profiles);
        registry.bind("passErrorsOn", new NoErrorHandlerDefinition());
        registry.bind("voiceSessions", sessions);
        registry.bind(
                "outboundCalls",
                new OutboundCalls(
                        new OutboundSettings(1, "9", "1", List.of(), Errand.OnMachine.IGNORE, 60),
                        new Webhooks(new WebhookPolicy(List.of()), null, Clock.systemUTC()),
                        Clock.systemUTC()));
        registry.bind("playback", new Playback(sessions));
        registry.bind("phrases", phrases);
        registry.bind("admission", admission);
        registry.bind("v1Health", v1Health);
        registry.bind("hands", new BrainHands(sessions, phrases, uses, new Audit(meters)));
        registry.bind("callEvents", new CallEvents());
        registry.bind("voiceMeters", new VoiceMeters(meters));
        registry.bind("circuitBreakerRegistry", breakers);
    }

    /** Closes the breakers; nobody is inside, ours is ready, and there is no other system. */
    void reset() {
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        admission.setDraining(false);
        admission.leave(RouteSimulation.CALL.value());
        v1Is(V1Health.State.ABSENT);
        v2Is(Admission.Condition.READY);
    }

    void v1Is(V1Health.State state) {
        v1Absent = state == V1Health.State.ABSENT;
        v1Answer = state == V1Health.State.UP ? 200 : 0;
        v1Health.look();
    }

    V1Health.State v1() {
        return v1Absent ? V1Health.State.ABSENT : v1Health.state();
    }

    void v2Is(Admission.Condition condition) {
        v2 = condition;
    }
}
