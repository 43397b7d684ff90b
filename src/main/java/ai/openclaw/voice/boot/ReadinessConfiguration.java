package ai.openclaw.voice.boot;

import ai.openclaw.voice.canary.Admission;
import ai.openclaw.voice.canary.V1Health;
import ai.openclaw.voice.component.openclaw.BrainHealth;
import ai.openclaw.voice.component.openclaw.OpenClawComponent;
import ai.openclaw.voice.component.rtp.RtpComponent;
import ai.openclaw.voice.component.sip.SipComponent;
import ai.openclaw.voice.component.sip.register.RegistrationStatus;
import ai.openclaw.voice.component.stt.SttEngines;
import ai.openclaw.voice.component.tts.TtsEngines;
import ai.openclaw.voice.ops.RegistrationsController;
import ai.openclaw.voice.ops.RoleCheck;
import ai.openclaw.voice.ops.RoleCheck.Status;
import ai.openclaw.voice.profile.Profiles;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What each of the four responsibilities says to {@code /ready}. */
@Configuration(proxyBeanMethods = false)
class ReadinessConfiguration {
    @Bean
    RoleCheck ingressReady(
            VoiceProperties voice, SipComponent sip, Admission admission, Profiles profiles, V1Health v1) {
        return () -> {
            if (!sip.isStarted() || !sip.getCamelContext().isStarted()) {
                return new Status("ingress", false, List.of("SIP does not listen yet"));
            }
            if (admission.isDraining() || sip.isDraining()) {
                return new Status("ingress", false, List.of("draining: no new calls are taken"));
            }
            if (admission.inside() >= voice.maxCalls()) {
                return new Status("ingress", false, List.of("all " + voice.maxCalls() + " lines are busy"));
            }
            List<String> reasons = new ArrayList<>();
            reasons.add("SIP listens on " + voice.sip().host() + ":" + sip.boundPort());
            if (voice.v1().isConfigured()) {
                reasons.add(v1.reason());
            }
            profiles.problem().ifPresent(wrong -> reasons.add("extensions were changed but not taken over: " + wrong));
            List<RegistrationStatus> registrations = sip.registrations();
            reasons.addAll(RegistrationsController.missing(registrations));
            // With one of several missing, calls can still be served.
            boolean reached =
                    registrations.isEmpty() || registrations.stream().anyMatch(RegistrationStatus::registered);
            return new Status("ingress", reached, reasons);
        };
    }

    @Bean
    RoleCheck mediaReady(VoiceProperties voice, RtpComponent rtp) {
        return () -> rtp.isStarted()
                ? new Status("media", true, List.of(rtp.rooms().all().size() + " rooms are open"))
                : new Status("media", false, List.of("the media layer is not started"));
    }

    @Bean
    RoleCheck workerReady(SttEngines stt, TtsEngines tts, CircuitBreakerRegistry breakers) {
        return () -> {
            List<String> reasons = new ArrayList<>();
            reasons.add("hears with " + stt.named("primary").name() + ", else with "
                    + stt.named("fallback").name());
            reasons.add("speaks with " + tts.primary().name() + ", else with "
                    + tts.fallback().name());
            addOpen(reasons, breakers, "stt-breaker");
            addOpen(reasons, breakers, "tts-breaker");
            return new Status("worker", true, reasons);
        };
    }

    @Bean
    RoleCheck bridgeReady(OpenClawComponent openClaw, CircuitBreakerRegistry breakers) {
        return () -> {
            BrainHealth health = openClaw.probe();
            List<String> reasons = new ArrayList<>();
            reasons.add(health.demo() ? "the DEMO BRAIN answers: voice.openclaw.url is not set" : health.reason());
            boolean open = addOpen(reasons, breakers, "openclaw-breaker");
            return new Status("bridge", health.ready() && !open, reasons);
        };
    }

    private static boolean addOpen(List<String> reasons, CircuitBreakerRegistry breakers, String id) {
        boolean open = breakers.find(id)
                .map(CircuitBreaker::getState)
                .filter(state -> state == CircuitBreaker.State.OPEN)
                .isPresent();
        if (open) {
            reasons.add(id + " is open after repeated failures");
        }
        return open;
    }
}
