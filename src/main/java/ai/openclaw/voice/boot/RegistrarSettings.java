package ai.openclaw.voice.boot;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where extensions register that do not say it themselves, below {@code voice.sip.}
 *
 * @param registrar host, or host:port; empty for none
 * @param domain the host of their addresses; empty for the registrar's
 * @param proxy where all that they send goes first; empty for the registrar
 * @param transport to the registrar
 */
@ConfigurationProperties("voice.sip")
public record RegistrarSettings(String registrar, String domain, String proxy, @DefaultValue("udp") String transport) {
    private static final String HOST_AND_PORT = "(\\[[0-9A-Fa-f:]+]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?";

    public RegistrarSettings {
        host("voice.sip.registrar", registrar, "pbx.example.com");
        host("voice.sip.domain", domain, "pbx.example.com");
        host("voice.sip.proxy", proxy, "sbc.example.com:5060");
        Check.oneOf("voice.sip.transport", List.of(transport), List.of("udp", "tcp", "tls"), "udp");
    }

    private static void host(String key, String value, String example) {
        if (value != null && !value.isBlank() && !value.matches(HOST_AND_PORT)) {
            throw new BadSettingException(key, value, "must be host or host:port", example);
        }
    }
}
