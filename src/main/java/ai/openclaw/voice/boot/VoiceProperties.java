package ai.openclaw.voice.boot;

import ai.openclaw.voice.audio.AudioCodecs;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Everything that can be set, below {@code voice.}; {@code docs/configuration.md} explains each key. */
@ConfigurationProperties("voice")
public record VoiceProperties(
        @DefaultValue("100") int maxCalls,
        @DefaultValue Sip sip,
        @DefaultValue V1Settings v1,
        @DefaultValue Rtp rtp,
        @DefaultValue MannersSettings.BargeIn bargeIn,
        @DefaultValue MannersSettings.Endpoint endpoint,
        @DefaultValue MannersSettings.Waiting waiting,
        @DefaultValue MannersSettings.Limits limits,
        @DefaultValue Stt stt,
        @DefaultValue Tts tts,
        @DefaultValue OpenClaw openclaw,
        @DefaultValue DemoBrain demoBrain,
        @DefaultValue Http http,
        @DefaultValue Models models,
        @DefaultValue Link link,
        @DefaultValue Admin admin,
        @DefaultValue Api api,
        @DefaultValue OutboundProperties outbound,
        @DefaultValue("config/extensions.yaml") String extensionsFile,
        @DefaultValue("config/devices.json") String devicesFile,
        Map<String, String> phrases) {

    public VoiceProperties {
        Check.range("voice.max-calls", maxCalls, 1, 2000, "100");
        Check.enoughPorts("voice.rtp.port-max", rtp.portMin(), rtp.portMax(), maxCalls);
        phrases = phrases == null ? Map.of() : phrases;
        Check.phrases(phrases);
    }

    /**
     * @param publicAddress the address that phones see, when it is not {@code host}
     * @param ackTimeoutMs how long our 200 may wait for its ACK (RFC 3261, 13.3.1.4), ms
     * @param sessionExpires how long a call lasts without a sign of life (RFC 4028), s; 0 for ever
     * @param minSessionExpires the least of it that we take, s
     * @param acceptRefer who may refer us to somebody else, whom we then call: {@code exchanges}, {@code anyone}, {@code nobody}
     */
    public record Sip(
            @DefaultValue("127.0.0.1") String host,
            @DefaultValue("5062") int port,
            @DefaultValue({"udp", "tcp"}) List<String> transports,
            String publicAddress,
            @DefaultValue("32000") int ackTimeoutMs,
            @DefaultValue("1800") int sessionExpires,
            @DefaultValue("90") int minSessionExpires,
            @DefaultValue("exchanges") String acceptRefer) {
        public Sip {
            Check.address("voice.sip.host", host, "127.0.0.1");
            Check.range("voice.sip.port", port, 0, 65535, "5062");
            Check.oneOf("voice.sip.transports", transports, List.of("udp", "tcp", "tls"), "udp,tcp");
            Check.address("voice.sip.public-address", publicAddress, "192.0.2.10");
            Check.reachable("voice.sip.public-address", publicAddress, host, "192.0.2.10");
            Check.range("voice.sip.ack-timeout-ms", ackTimeoutMs, 500, 64_000, "32000");
            Check.range("voice.sip.min-session-expires", minSessionExpires, 1, 86_400, "90");
            Check.range("voice.sip.session-expires", sessionExpires, 0, 86_400, "1800");
            Check.matches(
                    "voice.sip.accept-refer",
                    acceptRefer,
                    "exchanges|anyone|nobody",
                    "must be exchanges, anyone (once true) or nobody (once false)",
                    "exchanges");
        }
    }

    public record Rtp(
            @DefaultValue("127.0.0.1") String host,
            @DefaultValue("40000") int portMin,
            @DefaultValue("40999") int portMax,
            String publicAddress,
            @DefaultValue("160") int endSilenceMs,
            @DefaultValue("28000") int maxUtteranceMs,
            @DefaultValue("30000") int noMediaTimeoutMs,
            @DefaultValue("15000") int mediaLostTimeoutMs,
            String waitingMusic,
            @DefaultValue({"G722", "PCMU", "PCMA", "opus"}) List<String> codecs,
            @DefaultValue("offered") String srtp) {
        public Rtp {
            Check.oneOf("voice.rtp.codecs", codecs, AudioCodecs.names(), "G722,PCMU,PCMA,opus");
            Check.oneOf("voice.rtp.srtp", List.of(srtp), List.of("off", "offered", "required"), "offered");
            Check.address("voice.rtp.host", host, "127.0.0.1");
            Check.range("voice.rtp.port-min", portMin, 1024, 65534, "40000");
            Check.range("voice.rtp.port-max", portMax, portMin + 1, 65535, "40999");
            Check.address("voice.rtp.public-address", publicAddress, "192.0.2.10");
            Check.reachable("voice.rtp.public-address", publicAddress, host, "192.0.2.10");
            Check.range("voice.rtp.end-silence-ms", endSilenceMs, 60, 3000, "160");
            Check.range("voice.rtp.max-utterance-ms", maxUtteranceMs, 2000, 29000, "28000");
            Check.range("voice.rtp.no-media-timeout-ms", noMediaTimeoutMs, 100, 600_000, "30000");
            Check.range("voice.rtp.media-lost-timeout-ms", mediaLostTimeoutMs, 100, 600_000, "15000");
        }
    }

    /**
     * @param primary an engine's name, or {@code auto}: the best whose model is there
     * @param url base address of an OpenAI-compatible service, for the engine {@code http}
     */
    public record Stt(
            @DefaultValue("auto") String primary,
            @DefaultValue("auto") String fallback,
            @DefaultValue("en-US") String language,
            String url,
            String apiKey,
            String model) {
        public Stt {
            Check.url("voice.stt.url", url, "http://127.0.0.1:8000/v1");
        }
    }

    /** See {@link Stt}. */
    public record Tts(
            @DefaultValue("auto") String primary,
            @DefaultValue("auto") String fallback,
            String voice,
            String url,
            String apiKey,
            String model) {
        public Tts {
            Check.url("voice.tts.url", url, "http://127.0.0.1:8000/v1");
        }
    }

    /** @param url the gateway's address; empty starts the demo brain in its place */
    public record OpenClaw(
            String url,
            String token,
            @DefaultValue("voice") String agent,
            @DefaultValue("gateway") String dialect,
            String persona,
            @DefaultValue("5000") int firstTokenTimeoutMs,
            @DefaultValue("true") boolean warmUp) {
        public OpenClaw {
            Check.url("voice.openclaw.url", url, "http://127.0.0.1:18789");
            Check.oneOf("voice.openclaw.dialect", List.of(dialect), List.of("gateway", "v1"), "gateway");
            Check.word("voice.openclaw.agent", agent, "voice");
            Check.range("voice.openclaw.first-token-timeout-ms", firstTokenTimeoutMs, 100, 120_000, "5000");
        }

        public boolean isConfigured() {
            return url != null && !url.isBlank();
        }
    }

    public record DemoBrain(@DefaultValue("18790") int port, @DefaultValue("200") int firstTokenMs) {
        public DemoBrain {
            Check.range("voice.demo-brain.port", port, 0, 65535, "18790");
            Check.range("voice.demo-brain.first-token-ms", firstTokenMs, 0, 60_000, "200");
        }
    }

    /** The web server; Boot's own {@code server.*} settings are taken from these. */
    public record Http(@DefaultValue("127.0.0.1") String host, @DefaultValue("8080") int port) {
        public Http {
            Check.address("voice.http.host", host, "127.0.0.1");
            Check.range("voice.http.port", port, 0, 65535, "8080");
        }
    }

    public record Models(@DefaultValue("models") String dir) {}

    /** The endpoints that carry events and commands between media/room and worker. */
    public record Link(
            @DefaultValue("direct:room-events") String events, @DefaultValue("direct:room-commands") String commands) {}

    /** @param tokenFile where the token is read from, and written to when there is none yet */
    public record Api(String token, @DefaultValue("data/api-token") String tokenFile) {}

    /** @param passwordFile where the password is read from, and written to when there is none yet */
    public record Admin(
            @DefaultValue("admin") String user,
            String password,
            @DefaultValue("data/admin-password") String passwordFile) {}
}
