package ai.openclaw.voice.profile;

import java.util.Set;

/**
 * Where extensions register that do not say it themselves, and what the environment says of each: {@code
 * VOICE_EXT_9001_PASSWORD} and so on.
 *
 * @param registrar host, or host:port; null for none
 * @param domain null for the registrar's host
 * @param proxy null for none
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 */
public record AccountDefaults(String registrar, String domain, String proxy, String transport, Variables variables) {
    /** The environment's variables; also what is set like one behind the command. */
    public interface Variables {
        Set<String> names();

        /** The value, or null. */
        String get(String name);
    }
}
