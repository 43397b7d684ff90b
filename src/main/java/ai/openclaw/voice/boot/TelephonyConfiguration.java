package ai.openclaw.voice.boot;

import ai.openclaw.voice.component.rtp.RtpComponent;
import ai.openclaw.voice.component.rtp.RtpConfiguration;
import ai.openclaw.voice.component.sip.SipComponent;
import ai.openclaw.voice.component.sip.SipConfiguration;
import ai.openclaw.voice.ingress.CallEvents;
import ai.openclaw.voice.models.ModelStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Telephony ingress and the media/room layer. */
@Configuration(proxyBeanMethods = false)
class TelephonyConfiguration {
    @Bean("sip-component")
    SipComponent sip(VoiceProperties voice) {
        SipConfiguration sip = new SipConfiguration();
        sip.setHost(voice.sip().host());
        sip.setPort(voice.sip().port());
        sip.setTransports(String.join(",", voice.sip().transports()));
        sip.setPublicAddress(voice.sip().publicAddress());
        sip.setAckTimeoutMs(voice.sip().ackTimeoutMs());
        return new SipComponent(sip);
    }

    @Bean("rtp-component")
    RtpComponent rtp(VoiceProperties voice, ModelStore models) {
        RtpConfiguration rtp = new RtpConfiguration();
        rtp.setHost(voice.rtp().host());
        rtp.setPublicAddress(voice.rtp().publicAddress());
        rtp.setMinPort(voice.rtp().portMin());
        rtp.setMaxPort(voice.rtp().portMax());
        rtp.setBargeIn(voice.rtp().bargeIn());
        rtp.setBargeInMs(voice.rtp().bargeInMs());
        rtp.setStopSilenceMs(voice.rtp().endSilenceMs());
        rtp.setMaxUtteranceMs(voice.rtp().maxUtteranceMs());
        rtp.setNoMediaTimeoutMs(voice.rtp().noMediaTimeoutMs());
        rtp.setMediaLostTimeoutMs(voice.rtp().mediaLostTimeoutMs());
        models.find("silero-vad-v6")
                .ifPresent(folder ->
                        rtp.setVadModel(folder.resolve("silero_vad.onnx").toString()));
        RtpComponent component = new RtpComponent();
        component.setConfiguration(rtp);
        return component;
    }

    @Bean
    CallEvents callEvents() {
        return new CallEvents();
    }
}
