package ai.openclaw.voice.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which hosts may be told of calls. By default any that has an http or https address, this machine and the own network
 * included: that is where v1's users have their automation. Whoever holds the API's token could reach little more by it than
 * by the telephone, and learns nothing of the answer. Never a link-local address, where clouds keep their machines' secrets,
 * and never one that is no single host's.
 */
public final class WebhookPolicy {
    private static final int LONGEST = 2000;

    private final List<String> hosts;

    /** @param hosts the hosts that may be told; {@code *.example.org} stands for all below it; empty for any */
    public WebhookPolicy(List<String> hosts) {
        this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    /** Why this address may not be told, as a rule; null when it may. Looks no name up. */
    String objection(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            return "must be an http or https address";
        }
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null || url.length() > LONGEST) {
            return "must be an http or https address";
        }
        if (uri.getUserInfo() != null) {
            return "must not hold a password";
        }
        return allows(uri.getHost()) ? null : "must name a host that voice.outbound.webhook-hosts allows";
    }

    private boolean allows(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return hosts.isEmpty()
                || hosts.stream()
                        .anyMatch(one -> one.startsWith("*.") ? name.endsWith(one.substring(1)) : one.equals(name));
    }

    /**
     * The addresses of a host that may be told. What connects uses these and looks up nothing more, so that a name cannot
     * become another address between the check and the request.
     *
     * @throws UnknownHostException when the name has no address, or none that may be told
     */
    InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] allowed = Arrays.stream(InetAddress.getAllByName(host))
                .filter(address ->
                        !address.isLinkLocalAddress() && !address.isMulticastAddress() && !address.isAnyLocalAddress())
                .toArray(InetAddress[]::new);
        if (allowed.length == 0) {
            throw new UnknownHostException("the webhook's host has no address that may be told");
        }
        return allowed;
    }
}
