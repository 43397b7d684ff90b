package ai.openclaw.voice.boot;

import ai.openclaw.voice.call.Errand;
import ai.openclaw.voice.outbound.OutboundSettings;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is set below {@code voice.outbound.}: the calls that we place.
 *
 * @param dialPrefix what leads outside: it comes before the digits of a number that begins with +
 * @param ownCountryCode is left out of such numbers
 * @param nextHop where calls go when no extension is registered: host or host:port; empty for nowhere
 * @param extension as whom they go there
 * @param domain the host part of the addresses then; the next hop's own when empty
 * @param machine what is done when an answering machine picks up
 * @param machineWordsDir files of what answering machines say, by language; they go before ours
 * @param webhookSecret what webhooks are signed with
 */
public record OutboundProperties(
        @DefaultValue("5") int maxCalls,
        @DefaultValue("9") String dialPrefix,
        @DefaultValue("1") String ownCountryCode,
        List<String> allowedPrefixes,
        String nextHop,
        @DefaultValue("9001") String extension,
        String domain,
        @DefaultValue("hangup") String machine,
        @DefaultValue("config/machine-words") String machineWordsDir,
        @DefaultValue("60") int keepMinutes,
        List<String> webhookHosts,
        String webhookSecret) {
    public OutboundProperties {
        dialPrefix = dialPrefix.strip();
        ownCountryCode = ownCountryCode.strip();
        allowedPrefixes = allowedPrefixes == null ? List.of() : allowedPrefixes;
        webhookHosts = webhookHosts == null ? List.of() : webhookHosts;
        Check.range("voice.outbound.max-calls", maxCalls, 0, 2000, "5");
        Check.matches("voice.outbound.dial-prefix", dialPrefix, "[0-9*#]{0,8}", "must be digits, * and #", "9");
        Check.matches("voice.outbound.own-country-code", ownCountryCode, "[0-9]{0,3}", "must be digits", "1");
        allowedPrefixes.forEach(prefix -> Check.matches(
                "voice.outbound.allowed-prefixes",
                prefix,
                "\\+?[0-9]{1,15}",
                "must be the beginning of a number",
                "+1555"));
        Check.matches(
                "voice.outbound.next-hop",
                nextHop == null ? "" : nextHop,
                "([A-Za-z0-9.-]+(:[0-9]{1,5})?)?",
                "must be host or host:port",
                "127.0.0.1:5060");
        Check.word("voice.outbound.extension", extension, "9001");
        Check.oneOf("voice.outbound.machine", List.of(machine), List.of("hangup", "leave-message", "ignore"), "hangup");
        Check.range("voice.outbound.keep-minutes", keepMinutes, 1, 1440, "60");
    }

    boolean hasNextHop() {
        return nextHop != null && !nextHop.isBlank();
    }

    OutboundSettings settings() {
        return new OutboundSettings(
                maxCalls,
                dialPrefix,
                ownCountryCode,
                allowedPrefixes,
                Errand.OnMachine.valueOf(machine.toUpperCase(Locale.ROOT).replace('-', '_')),
                keepMinutes);
    }
}
