package ai.openclaw.voice.boot;

import ai.openclaw.voice.canary.Admission;
import ai.openclaw.voice.canary.V1Health;
import ai.openclaw.voice.component.sip.SipComponent;
import ai.openclaw.voice.ops.ReadinessWatch;
import ai.openclaw.voice.ops.RoleCheck;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who takes a call, v1 or v2, and whether there is room. */
@Configuration(proxyBeanMethods = false)
class CanaryConfiguration {
    @Bean
    Admission admission(VoiceProperties voice, ReadinessWatch v2, V1Health v1) {
        return new Admission(voice.maxCalls(), voice.v1().maxCalls(), v2::condition, v1::state);
    }

    @Bean
    V1Health v1Health(VoiceProperties voice, SipComponent sip) {
        V1Settings v1 = voice.v1();
        return new V1Health(v1.uri(), () -> sip.ask(v1.uri(), v1.timeoutMs()));
    }

    @Bean
    ReadinessWatch readinessWatch(ObjectProvider<RoleCheck> roles) {
        return new ReadinessWatch(() -> roles.orderedStream().toList());
    }

    /** Nobody is asked before we listen. Whether v2 is ready matters only where another system can take its calls. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> looksAtBothVersions(
            VoiceProperties voice, V1Health v1, ReadinessWatch v2) {
        return ready -> {
            if (voice.v1().isConfigured()) {
                v1.start(voice.v1().probeSeconds());
                v2.start();
            }
        };
    }

    @Bean
    MeterBinder callsByVersion(VoiceProperties voice, Admission admission, V1Health v1) {
        return registry -> {
            Gauge.builder("voice.calls.active", admission, Admission::inside)
                    .description("Calls that are up, ringing ones included")
                    .tag("version", "v2")
                    .register(registry);
            Gauge.builder("voice.calls.active", admission, Admission::atV1)
                    .description("Calls that are up, ringing ones included")
                    .tag("version", "v1")
                    .register(registry);
            if (voice.v1().isConfigured()) {
                Gauge.builder("voice.v1.up", v1, health -> health.state() == V1Health.State.UP ? 1 : 0)
                        .description("Whether v1 answered when it was asked last")
                        .register(registry);
            }
        };
    }
}
