package ai.openclaw.voice.boot;

import ai.openclaw.voice.call.NotSpeakableException;
import ai.openclaw.voice.call.Speakable;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

/** The rules that settings are held to. Each broken one is a {@link BadSettingException}. */
final class Check {
    private Check() {}

    static void range(String key, int value, int from, int to, String example) {
        if (value < from || value > to) {
            throw new BadSettingException(key, value, "must lie between " + from + " and " + to, example);
        }
    }

    /** Each call takes two ports, an even one for RTP and the odd one above it for RTCP. */
    static void enoughPorts(String key, int from, int to, int calls) {
        int first = from + from % 2;
        if (to - first + 1 < 2 * calls) {
            throw new BadSettingException(
                    key,
                    to,
                    "leaves too few ports from " + from + " for voice.max-calls=" + calls + ", each of which takes two",
                    String.valueOf(first + 2 * calls - 1));
        }
    }

    static void share(String key, double value, String example) {
        if (!(value >= 0 && value <= 1)) {
            throw new BadSettingException(key, value, "must lie between 0 and 1", example);
        }
    }

    static void oneOf(String key, List<String> values, List<String> allowed, String example) {
        if (values.isEmpty() || !allowed.containsAll(values)) {
            throw new BadSettingException(key, String.join(",", values), "must be out of " + allowed, example);
        }
    }

    /** An address of this machine or a name that resolves; null and blank mean "not set". */
    static void address(String key, String value, String example) {
        if (value == null || value.isBlank()) {
            return;
        }
        try {
            InetAddress.getByName(value);
        } catch (UnknownHostException e) {
            throw new BadSettingException(key, value, "is no address and no name that resolves", example);
        }
    }

    /** Who listens on all addresses must say which of them the phones are to be told. */
    static void reachable(String key, String publicAddress, String host, String example) {
        boolean everywhere = "0.0.0.0".equals(host) || "::".equals(host);
        boolean told = publicAddress != null && !publicAddress.isBlank();
        if (everywhere && !told) {
            throw new BadSettingException(
                    key, "", "must name the address that phones reach us at, because the host is " + host, example);
        }
    }

    /** Where another SIP system is; null and blank mean "not set". */
    static void sipAddress(String key, String value, String example) {
        if (value == null || value.isBlank()) {
            return;
        }
        if (!value.strip().matches("sip:[^@;?\\s]+(;transport=(udp|tcp|tls))?")) {
            throw new BadSettingException(
                    key, value, "must be sip:host:port, perhaps with ;transport=tcp behind it", example);
        }
    }

    static void url(String key, String value, String example) {
        if (value == null || value.isBlank()) {
            return;
        }
        try {
            URI uri = URI.create(value);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // falls through to the one message for all that is no address of a server
        }
        throw new BadSettingException(key, value, "must be an http or https address", example);
    }

    /** @param pattern what it must match as a whole */
    static void matches(String key, String value, String pattern, String rule, String example) {
        if (!value.matches(pattern)) {
            throw new BadSettingException(key, value, rule, example);
        }
    }

    static void word(String key, String value, String example) {
        if (!value.matches("[A-Za-z0-9_-]+")) {
            throw new BadSettingException(key, value, "must be letters, digits, - and _", example);
        }
    }

    static void phrases(Map<String, String> phrases) {
        phrases.forEach((name, text) -> {
            try {
                if (!text.isBlank()) {
                    Speakable.ofPhrase(text);
                }
            } catch (NotSpeakableException e) {
                throw new BadSettingException(
                        "voice.phrases." + name, text, "may not be spoken", "One moment, please.");
            }
        });
    }
}
