package ai.openclaw.voice.boot;

import ai.openclaw.voice.component.rtp.RtpComponent;
import ai.openclaw.voice.component.rtp.RtpConfiguration;
import ai.openclaw.voice.component.rtp.room.MediaCounters;
import ai.openclaw.voice.component.sip.Referrers;
import ai.openclaw.voice.component.sip.SipAccount;
import ai.openclaw.voice.component.sip.SipComponent;
import ai.openclaw.voice.component.sip.SipConfiguration;
import ai.openclaw.voice.component.sip.SipTls;
import ai.openclaw.voice.ingress.CallEvents;
import ai.openclaw.voice.models.ModelStore;
import ai.openclaw.voice.profile.Profiles;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Telephony ingress and the media/room layer. */
@Configuration(proxyBeanMethods = false)
class TelephonyConfiguration {
    @Bean("sip-component")
    SipComponent sip(VoiceProperties voice, SipSettings settings, Profiles profiles) {
        SipConfiguration sip =
                sipConfiguration(voice, settings, profiles.inForce().accounts());
        SipComponent component = new SipComponent(sip);
        component.setGuard(settings.guard());
        component.setTls(tls(voice, settings, sip));
        return component;
    }

    static SipConfiguration sipConfiguration(VoiceProperties voice, SipSettings settings, List<SipAccount> accounts) {
        SipConfiguration sip = new SipConfiguration();
        sip.setHost(voice.sip().host());
        sip.setPort(voice.sip().port());
        Set<String> transports = new LinkedHashSet<>(voice.sip().transports());
        if (settings.tls().isGiven()
                || accounts.stream().anyMatch(account -> account.transport().equals("tls"))) {
            transports.add("tls");
        }
        sip.setTransports(String.join(",", transports));
        sip.setTlsPort(settings.tlsPort());
        sip.setNat(settings.nat());
        sip.setDns(settings.dns());
        sip.setRegistrationCheckSeconds(settings.registrationCheckSeconds());
        sip.setKeepAliveSeconds(settings.keepAliveSeconds());
        sip.setPublicAddress(voice.sip().publicAddress());
        sip.setAckTimeoutMs(voice.sip().ackTimeoutMs());
        sip.setSessionExpires(voice.sip().sessionExpires());
        sip.setMinSessionExpires(voice.sip().minSessionExpires());
        sip.setAcceptRefer(Referrers.valueOf(voice.sip().acceptRefer()));
        return sip;
    }

    /** Null when TLS is not among the transports. */
    static SipTls tls(VoiceProperties voice, SipSettings settings, SipConfiguration sip) {
        if (!List.of(sip.getTransports().split(",")).contains("tls")) {
            return null;
        }
        String address = voice.sip().publicAddress();
        return TlsMaterial.of(
                settings.tls(),
                address == null || address.isBlank() ? voice.sip().host() : address);
    }

    @Bean("rtp-component")
    RtpComponent rtp(VoiceProperties voice, ModelStore models) {
        RtpConfiguration rtp = new RtpConfiguration();
        rtp.setHost(voice.rtp().host());
        rtp.setPublicAddress(voice.rtp().publicAddress());
        rtp.setMinPort(voice.rtp().portMin());
        rtp.setMaxPort(voice.rtp().portMax());
        rtp.setStopSilenceMs(voice.rtp().endSilenceMs());
        rtp.setMaxUtteranceMs(voice.rtp().maxUtteranceMs());
        rtp.setNoMediaTimeoutMs(voice.rtp().noMediaTimeoutMs());
        rtp.setMediaLostTimeoutMs(voice.rtp().mediaLostTimeoutMs());
        rtp.setWaitingMusic(voice.rtp().waitingMusic());
        rtp.setCodecs(String.join(",", voice.rtp().codecs()));
        rtp.setSrtp(voice.rtp().srtp());
        models.find("silero-vad-v6")
                .ifPresent(folder ->
                        rtp.setVadModel(folder.resolve("silero_vad.onnx").toString()));
        RtpComponent component = new RtpComponent();
        component.setConfiguration(rtp);
        return component;
    }

    /** What comes over the wire and what of it is no good, over all calls since the start. */
    @Bean
    MeterBinder mediaMeters(RtpComponent rtp) {
        return registry -> {
            count(registry, rtp, "voice.rtp.packets.received", counters -> counters.packetsReceived);
            count(registry, rtp, "voice.rtp.packets.sent", counters -> counters.packetsSent);
            count(registry, rtp, "voice.rtp.packets.foreign", counters -> counters.foreign);
            count(registry, rtp, "voice.rtp.packets.garbage", counters -> counters.garbage);
            count(registry, rtp, "voice.rtp.keys", counters -> counters.keys);
            count(registry, rtp, "voice.rtp.ticks.late", counters -> counters.lateTicks);
            count(registry, rtp, "voice.rtp.events.dropped", counters -> counters.eventsDropped);
        };
    }

    private static void count(
            MeterRegistry registry, RtpComponent rtp, String name, Function<MediaCounters, LongAdder> which) {
        // Scraped before the component has started there are no counters yet.
        FunctionCounter.builder(
                        name,
                        rtp,
                        component -> component.rooms() == null
                                ? 0
                                : which.apply(component.counters()).sum())
                .register(registry);
    }

    @Bean
    CallEvents callEvents() {
        return new CallEvents();
    }
}
