package ai.openclaw.voice.boot;

import ai.openclaw.voice.component.sip.SipAccount;
import ai.openclaw.voice.component.sip.SipComponent;
import ai.openclaw.voice.component.sip.register.RegistrationStatus;
import ai.openclaw.voice.ops.Arrival;
import ai.openclaw.voice.outbound.IdempotencyKeys;
import ai.openclaw.voice.outbound.Line;
import ai.openclaw.voice.outbound.OutboundCall;
import ai.openclaw.voice.outbound.OutboundCalls;
import ai.openclaw.voice.outbound.OutboundDesk;
import ai.openclaw.voice.outbound.WebhookPolicy;
import ai.openclaw.voice.outbound.Webhooks;
import ai.openclaw.voice.profile.Profiles;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The calls that we place. */
@Configuration(proxyBeanMethods = false)
class OutboundConfiguration {
    /** v1's router counts from when it asks, so we do. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> arrivalOfRequests() {
        return tomcat -> tomcat.addEngineValves(new Arrival());
    }

    @Bean
    WebhookPolicy webhookPolicy(VoiceProperties voice) {
        return new WebhookPolicy(voice.outbound().webhookHosts());
    }

    @Bean
    Webhooks webhooks(VoiceProperties voice, WebhookPolicy policy) {
        return new Webhooks(policy, voice.outbound().webhookSecret(), Clock.systemUTC());
    }

    @Bean
    OutboundCalls outboundCalls(VoiceProperties voice, Webhooks webhooks) {
        return new OutboundCalls(voice.outbound().settings(), webhooks, Clock.systemUTC());
    }

    @Bean
    IdempotencyKeys<OutboundCall> outboundKeys() {
        return new IdempotencyKeys<>(Clock.systemUTC());
    }

    @Bean
    OutboundDesk outboundDesk(
            VoiceProperties voice,
            OutboundCalls calls,
            WebhookPolicy webhooks,
            SipComponent sip,
            Profiles profiles,
            @Lazy ProducerTemplate template,
            @Lazy CamelContext camel) {
        sip.setUnregistered(voice.outbound().hasNextHop() ? direct(voice.outbound()) : null);
        return new OutboundDesk(
                calls,
                voice.outbound().settings(),
                webhooks,
                () -> lines(voice.outbound(), sip, profiles),
                template,
                task -> camel.getExecutorServiceManager()
                        .newThread("outbound-call", task)
                        .start());
    }

    /** The extensions that are registered or ought to be, and behind them the one that calls without. */
    private static List<Line> lines(OutboundProperties outbound, SipComponent sip, Profiles profiles) {
        Set<String> registered = sip.registrations().stream()
                .filter(RegistrationStatus::registered)
                .map(RegistrationStatus::extension)
                .collect(Collectors.toSet());
        List<Line> lines = new ArrayList<>();
        for (SipAccount account : profiles.inForce().accounts()) {
            lines.add(new Line(account.extension(), account.displayName(), registered.contains(account.extension())));
        }
        if (outbound.hasNextHop()
                && lines.stream().noneMatch(line -> line.extension().equals(outbound.extension()))) {
            lines.add(new Line(outbound.extension(), null, true));
        }
        return lines;
    }

    private static SipAccount direct(OutboundProperties outbound) {
        String domain = outbound.domain() == null || outbound.domain().isBlank()
                ? outbound.nextHop().replaceFirst(":\\d+$", "")
                : outbound.domain();
        return new SipAccount(
                outbound.extension(),
                null,
                outbound.extension(),
                null,
                outbound.nextHop(),
                domain,
                null,
                "udp",
                SipAccount.DEFAULT_EXPIRES_SECONDS);
    }

    @Bean
    MeterBinder outboundMeters(OutboundCalls calls) {
        return registry -> Gauge.builder("voice.outbound.active", calls, OutboundCalls::active)
                .description("Calls of ours that are not over")
                .register(registry);
    }
}
