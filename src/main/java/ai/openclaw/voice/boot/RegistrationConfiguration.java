package ai.openclaw.voice.boot;

import ai.openclaw.voice.component.sip.GuardCounters;
import ai.openclaw.voice.component.sip.SipComponent;
import ai.openclaw.voice.ops.RegistrationMeters;
import ai.openclaw.voice.profile.Profiles;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The extensions that are described are those that are registered, now and after each change. */
@Configuration(proxyBeanMethods = false)
class RegistrationConfiguration {
    @Bean
    RegistrationMeters registrationMeters(MeterRegistry registry, SipComponent sip, Profiles profiles) {
        RegistrationMeters meters = new RegistrationMeters(registry, sip);
        profiles.onChange(set -> {
            sip.setAccounts(set.accounts());
            meters.show(set.accounts());
        });
        return meters;
    }

    /** What the guard did with those who may not call us. */
    @Bean
    MeterBinder guardMeters(SipComponent sip) {
        return registry -> {
            count(registry, sip, "refused", counters -> counters.refused);
            count(registry, sip, "dropped", counters -> counters.dropped);
            count(registry, sip, "challenged", counters -> counters.challenged);
            count(registry, sip, "bad-credentials", counters -> counters.badCredentials);
        };
    }

    private static void count(
            MeterRegistry registry, SipComponent sip, String outcome, Function<GuardCounters, LongAdder> which) {
        FunctionCounter.builder("voice.sip.guard", sip, component -> which.apply(component.guardCounters())
                        .sum())
                .description("Requests of those who may not call us")
                .tag("outcome", outcome)
                .register(registry);
    }
}
