package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.component.sip.locate.LatestUsed;
import ai.openclaw.voice.component.sip.locate.ServerLocator;
import ai.openclaw.voice.component.sip.locate.Standing;
import ai.openclaw.voice.component.sip.locate.Target;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sip.address.SipURI;

/** The hosts that requests are sent to: where they are, who of them answers, and by which names they may be called. */
final class HostNames implements AutoCloseable {
    /** Callers name them. A name is needed until the connection stands, and there are not more calls than this. */
    static final int MOST_OTHERS = 1000;

    /** Each is read right after the connection that it was about has failed. */
    static final int MOST_COMPLAINTS = 100;

    private final AddressFactoryImpl addresses = new AddressFactoryImpl();
    private final ServerLocator locator;
    private final Standing standing;
    private final Supplier<List<SipAccount>> accounts;
    /** By server of our accounts: its addresses, and the names of each, the one that was asked for first. */
    private final Map<String, Map<InetAddress, Set<String>>> ours = new ConcurrentHashMap<>();
    /** The same of those whom we merely call. */
    private final Map<String, Map<InetAddress, Set<String>>> others =
            Collections.synchronizedMap(LatestUsed.map(MOST_OTHERS));

    private final Map<InetAddress, String> complaints = Collections.synchronizedMap(LatestUsed.map(MOST_COMPLAINTS));

    HostNames() {
        this(new SipConfiguration(), Standing.FIRST_MS, List::of);
    }

    /**
     * @param avoidedMs for how long a target that fails is not asked, after the first time
     * @param accounts those whose servers are remembered for as long as they are ours
     */
    HostNames(SipConfiguration configuration, long avoidedMs, Supplier<List<SipAccount>> accounts) {
        this.accounts = accounts;
        standing = new Standing(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), avoidedMs);
        boolean onlyFour = configuration.getHost().matches("[0-9.]+");
        locator = new ServerLocator(
                configuration.getDns(),
                // A socket that is bound to an address of version 4 sends to no other.
                address -> !onlyFour || address instanceof Inet4Address,
                new SplittableRandom());
    }

    /**
     * All places where an account's requests may go, the best first. May wait for the name service, so not for the stack's
     * threads.
     *
     * @throws UnknownHostException when the name was never found
     */
    List<Target> targets(SipAccount account) throws UnknownHostException {
        return targets(account, account.nextHop(), account.domain());
    }

    /**
     * @param server host or host:port
     * @param domain by which name it may be called, too (RFC 5922 section 7.2)
     */
    private List<Target> targets(SipAccount account, String server, String domain) throws UnknownHostException {
        SipURI uri = uri(server);
        List<Target> targets = locator.locate(uri.getHost(), uri.getPort(), account.transport());
        Map<InetAddress, Set<String>> names = new LinkedHashMap<>();
        String ofDomain = uri(domain).getHost();
        for (Target target : targets) {
            Set<String> ofAddress = names.computeIfAbsent(target.address(), one -> new LinkedHashSet<>());
            ofAddress.add(uri.getHost());
            ofAddress.add(ofDomain);
            // DNS may lie, so a name of its making counts only where the domain's owner could have made it.
            if (isWithin(target.host(), uri.getHost()) || isWithin(target.host(), ofDomain)) {
                ofAddress.add(target.host());
            }
        }
        remember(account, key(server, account), names);
        return targets;
    }

    private void remember(SipAccount account, String key, Map<InetAddress, Set<String>> names) {
        List<SipAccount> now = accounts.get();
        if (!now.contains(account)) {
            others.put(key, names);
        } else if (ours.put(key, names) == null) {
            ours.keySet().retainAll(now.stream().flatMap(HostNames::keys).collect(Collectors.toSet()));
        }
    }

    /** Of the servers that may send us the account's calls. */
    private static Stream<String> keys(SipAccount account) {
        return Stream.of(account.registrar(), account.nextHop()).map(server -> key(server, account));
    }

    private static String key(String server, SipAccount account) {
        return server + "/" + account.transport();
    }

    private static boolean isWithin(String host, String domain) {
        return host.toLowerCase(Locale.ROOT).endsWith("." + domain.toLowerCase(Locale.ROOT));
    }

    /** Takes note of the addresses of an account's registrar, if there are any; may wait as {@link #targets} does. */
    void note(SipAccount account) {
        try {
            targets(account, account.registrar(), account.registrar());
        } catch (UnknownHostException e) {
            // Nobody who is not found will send us anything.
        }
    }

    /**
     * All places of a server that others name, the best first. That they name it makes it nobody whom we know. May wait for
     * the name service, so not for the stack's threads.
     *
     * @param port -1 when it is not said
     * @throws UnknownHostException when the name was never found
     */
    List<Target> ofOthers(String host, int port, String transport) throws UnknownHostException {
        return locator.locate(host, port, transport);
    }

    Standing standing() {
        return standing;
    }

    /** Whether one of this account's servers was found at this address. */
    boolean isServerOf(SipAccount account, InetAddress address) {
        return keys(account).map(ours::get).anyMatch(addresses -> addresses != null && addresses.containsKey(address));
    }

    /** The name by which this address was looked up; the address itself when it was not. */
    String nameOf(InetAddress address) {
        return namesOf(address).stream()
                .filter(name -> !name.equals(address.getHostAddress()))
                .findFirst()
                .orElse(address.getHostAddress());
    }

    /** All names that a certificate of this address may bear. */
    List<String> namesOf(InetAddress address) {
        List<String> names = namesOf(address, ours);
        if (names.isEmpty()) {
            // Only then: a caller must not add a name to our exchange's.
            synchronized (others) {
                names = namesOf(address, others);
            }
        }
        return names.isEmpty() ? List.of(address.getHostAddress()) : names;
    }

    private static List<String> namesOf(InetAddress address, Map<String, Map<InetAddress, Set<String>>> found) {
        return found.values().stream()
                .flatMap(one -> one.getOrDefault(address, Set.of()).stream())
                .distinct()
                .toList();
    }

    /** Of how many servers and certificates something is remembered. */
    int size() {
        return ours.size() + others.size() + complaints.size();
    }

    /** What is wrong with the certificate that is shown there; null for nothing. */
    void complain(InetAddress address, String complaint) {
        if (complaint == null) {
            complaints.remove(address);
        } else {
            complaints.put(address, complaint);
        }
    }

    /** What is wrong with a certificate of this server, or null. */
    String complaintAbout(String server) {
        try {
            String host = uri(server).getHost();
            Map<InetAddress, String> now;
            synchronized (complaints) {
                now = Map.copyOf(complaints);
            }
            return now.entrySet().stream()
                    .filter(one -> namesOf(one.getKey()).contains(host))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private SipURI uri(String server) throws UnknownHostException {
        try {
            return (SipURI) addresses.createURI("sip:" + server);
        } catch (ParseException | ClassCastException e) {
            throw new UnknownHostException(server + " is no host name");
        }
    }

    @Override
    public void close() {
        locator.close();
    }
}
