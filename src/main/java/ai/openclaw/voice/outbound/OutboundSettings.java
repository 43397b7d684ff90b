package ai.openclaw.voice.outbound;

import ai.openclaw.voice.call.Errand;
import java.util.List;

/**
 * What calls may be placed, and how.
 *
 * @param maxCalls how many of our own calls there may be at once, ringing ones included
 * @param dialPrefix what the exchange wants before a number outside, or empty
 * @param ownCountryCode the country code that the exchange does not want before a number outside, or empty
 * @param allowedPrefixes the beginnings of numbers that may be called, as they are asked for; empty for all numbers
 * @param machine what is done when an answering machine picks up
 * @param keepMinutes how long finished calls can be asked about
 */
public record OutboundSettings(
        int maxCalls,
        String dialPrefix,
        String ownCountryCode,
        List<String> allowedPrefixes,
        Errand.OnMachine machine,
        int keepMinutes) {
    public OutboundSettings {
        allowedPrefixes = List.copyOf(allowedPrefixes);
    }

    /** The digits that are dialled for a number: {@code +1 555 1234567} is 9 555 1234567 where 9 leads outside. */
    String dialled(String number) {
        if (!number.startsWith("+")) {
            return number;
        }
        String digits = number.substring(1);
        boolean own = !ownCountryCode.isEmpty() && digits.startsWith(ownCountryCode);
        return dialPrefix + (own ? digits.substring(ownCountryCode.length()) : digits);
    }

    boolean allows(String number) {
        return allowedPrefixes.isEmpty() || allowedPrefixes.stream().anyMatch(number::startsWith);
    }
}
