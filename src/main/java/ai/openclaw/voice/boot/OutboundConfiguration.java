package ai.openclaw.voice.boot;

import ai.openclaw.voice.component.sip.Accounts;
import ai.openclaw.voice.component.sip.SipAccount;
import ai.openclaw.voice.component.sip.SipComponent;
import ai.openclaw.voice.outbound.IdempotencyKeys;
import ai.openclaw.voice.outbound.Line;
import ai.openclaw.voice.outbound.OutboundCall;
import ai.openclaw.voice.outbound.OutboundCalls;
import ai.openclaw.voice.outbound.OutboundDesk;
import ai.openclaw.voice.outbound.WebhookPolicy;
import ai.openclaw.voice.outbound.Webhooks;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The calls that we place. */
@Configuration(proxyBeanMethods = false)
class OutboundConfiguration {
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
            @Lazy ProducerTemplate template,
            @Lazy CamelContext camel) {
        sip.setAccounts(accounts(voice.outbound()));
        return new OutboundDesk(
                calls,
                voice.outbound().settings(),
                webhooks,
                lines(voice.outbound()),
                template,
                task -> camel.getExecutorServiceManager()
                        .newThread("outbound-call", task)
                        .start());
    }

    /** Without a registrar calls can go to one place, unless it wants to know who we are. */
    private static Accounts accounts(OutboundProperties outbound) {
        return extension -> outbound.hasNextHop() && extension.equals(outbound.extension())
                ? Optional.of(direct(outbound))
                : Optional.empty();
    }

    private static Supplier<List<Line>> lines(OutboundProperties outbound) {
        return () -> outbound.hasNextHop() ? List.of(new Line(outbound.extension(), null, true)) : List.of();
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
