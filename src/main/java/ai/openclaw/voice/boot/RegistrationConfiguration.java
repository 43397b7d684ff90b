package ai.openclaw.voice.boot;

import ai.openclaw.voice.component.sip.SipComponent;
import ai.openclaw.voice.ops.RegistrationMeters;
import ai.openclaw.voice.profile.Profiles;
import io.micrometer.core.instrument.MeterRegistry;
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
}
