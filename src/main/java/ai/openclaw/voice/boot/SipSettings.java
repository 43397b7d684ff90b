package ai.openclaw.voice.boot;

import ai.openclaw.voice.component.sip.GuardRules;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How we meet an exchange, below {@code voice.sip.}
 *
 * @param tlsPort port for SIP over TLS
 * @param nat {@code auto}: the address at which the exchange sees us is registered when it is not ours; {@code off}: never
 * @param dns the name servers that are asked where an exchange is; empty for the system's
 * @param registrationCheckSeconds how often the exchange is asked whether it still knows us; 0 for never
 * @param keepAliveSeconds how often a ping goes over connections to our exchanges; 0 for never
 * @param allowedSources addresses and ranges that may call us besides our exchanges and this machine
 * @param scanners {@code drop}: known scanners get silence; {@code refuse}: a refusal
 * @param authenticate {@code digest}: whoever is no exchange of ours must prove an extension's password; or {@code none}
 */
@ConfigurationProperties("voice.sip")
public record SipSettings(
        @DefaultValue("5063") int tlsPort,
        @DefaultValue("auto") String nat,
        @DefaultValue("") String dns,
        @DefaultValue("10") int registrationCheckSeconds,
        @DefaultValue("120") int keepAliveSeconds,
        @DefaultValue("") String allowedSources,
        @DefaultValue("drop") String scanners,
        @DefaultValue("none") String authenticate,
        @DefaultValue Tls tls) {

    private static final String NAME_SERVER = "(\\[[0-9A-Fa-f:]+]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?";
    private static final String NAME_SERVERS = NAME_SERVER + "(\\s*,\\s*" + NAME_SERVER + ")*";

    public SipSettings {
        Check.range("voice.sip.tls-port", tlsPort, 0, 65535, "5063");
        Check.oneOf("voice.sip.nat", List.of(nat), List.of("auto", "off"), "auto");
        Check.oneOf("voice.sip.scanners", List.of(scanners), List.of("drop", "refuse"), "drop");
        Check.oneOf("voice.sip.authenticate", List.of(authenticate), List.of("none", "digest"), "none");
        try {
            guardOf(allowedSources, scanners, authenticate);
        } catch (IllegalArgumentException e) {
            throw new BadSettingException(
                    "voice.sip.allowed-sources", allowedSources, "- " + e.getMessage(), "192.0.2.7,10.1.0.0/16");
        }
        if (!dns.isBlank() && !dns.matches(NAME_SERVERS)) {
            throw new BadSettingException(
                    "voice.sip.dns", dns, "must be host or host:port, separated by commas", "10.0.0.1,10.0.0.2:5353");
        }
        Check.range("voice.sip.keep-alive-seconds", keepAliveSeconds, 0, 840, "120");
        Check.range("voice.sip.registration-check-seconds", registrationCheckSeconds, 0, 600, "10");
    }

    GuardRules guard() {
        return guardOf(allowedSources, scanners, authenticate);
    }

    private static GuardRules guardOf(String sources, String scanners, String authenticate) {
        return new GuardRules(
                GuardRules.THIS_MACHINE + "," + sources,
                scanners.equals("drop"),
                authenticate.equals("digest"),
                GuardRules.DEFAULT.burst(),
                GuardRules.DEFAULT.perSecond());
    }

    /**
     * @param certificate a PEM file; empty for a certificate that we make ourselves
     * @param key a PEM file
     * @param trust {@code system}, {@code any}, or a PEM file with those that are trusted
     * @param store where the certificate that we make ourselves is kept
     */
    public record Tls(
            String certificate,
            String key,
            @DefaultValue("system") String trust,
            @DefaultValue("data/sip-tls.p12") String store) {
        public Tls {
            if (isBlank(certificate) != isBlank(key)) {
                throw new BadSettingException(
                        isBlank(key) ? "voice.sip.tls.key" : "voice.sip.tls.certificate",
                        "",
                        "must be set, too: key and certificate belong together",
                        isBlank(key) ? "/etc/ssl/voice.key" : "/etc/ssl/voice.pem");
            }
        }

        boolean isGiven() {
            return !isBlank(certificate);
        }
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
