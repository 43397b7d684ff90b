package ai.openclaw.voice.boot;

import ai.openclaw.voice.bridge.Audit;
import ai.openclaw.voice.bridge.BrainHands;
import ai.openclaw.voice.bridge.Uses;
import ai.openclaw.voice.worker.Phrases;
import ai.openclaw.voice.worker.VoiceSessions;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the brain may do to calls beyond talking. */
@Configuration(proxyBeanMethods = false)
class HandsConfiguration {
    @Bean
    Uses uses() {
        return new Uses();
    }

    @Bean
    BrainHands hands(VoiceSessions sessions, Phrases phrases, Uses uses, MeterRegistry meters) {
        return new BrainHands(sessions, phrases, uses, new Audit(meters));
    }
}
