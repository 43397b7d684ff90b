package ai.openclaw.voice.component.sip;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A telephone's key in the body of an INFO: no RFC, but what Cisco began with and most exchanges can be set to. */
final class KeyInfo {
    static final String RELAY = "application/dtmf-relay";

    private static final String PLAIN = "application/dtmf";
    private static final Pattern SIGNAL = Pattern.compile("(?im)^\\s*Signal\\s*=\\s*(\\S{1,2})\\s*$");
    private static final String KEYS = "0123456789*#ABCD";
    /** The keys by the numbers that RFC 4733 gives them, which some send as they are. */
    private static final List<String> NUMBERS = List.of("10", "11", "12", "13", "14", "15");

    private KeyInfo() {}

    static boolean isKnown(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        return type.equals(RELAY) || type.equals(PLAIN);
    }

    /** @return empty when the body names no key */
    static Optional<Character> key(String contentType, String body) {
        String word = body.strip();
        if (contentType.equalsIgnoreCase(RELAY)) {
            Matcher signal = SIGNAL.matcher(body);
            if (!signal.find()) {
                return Optional.empty();
            }
            word = signal.group(1);
        }
        word = word.toUpperCase(Locale.ROOT);
        if (NUMBERS.contains(word)) {
            return Optional.of(KEYS.charAt(Integer.parseInt(word)));
        }
        return word.length() == 1 && KEYS.contains(word) ? Optional.of(word.charAt(0)) : Optional.empty();
    }
}
