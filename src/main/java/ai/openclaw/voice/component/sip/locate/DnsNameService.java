package ai.openclaw.voice.component.sip.locate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks DNS. Java's own provider would do, but tells nobody how long an answer holds. */
final class DnsNameService implements NameService {
    /** A name server answers in much less than this, also from another continent; a lost packet costs one of these. */
    private static final Duration PATIENCE = Duration.ofMillis(800);

    /** One lost packet is bad luck, two are a server that is away. */
    private static final int ROUNDS = 2;

    private static final int DNS_PORT = 53;

    /** For how long the system's own answer is believed, which comes without a time: Java itself keeps it as long. */
    private static final long SYSTEM_ANSWER_SECONDS = 30;

    /** For how long a "no" without a time is believed. */
    private static final long NO_SECONDS = 60;

    private final List<InetSocketAddress> given;

    /** @param servers host or host:port, separated by commas; empty for the system's */
    DnsNameService(String servers) {
        given = servers == null || servers.isBlank()
                ? List.of()
                : Arrays.stream(servers.split(","))
                        .map(String::strip)
                        .map(DnsNameService::address)
                        .toList();
    }

    private static InetSocketAddress address(String server) {
        int colon = server.lastIndexOf(':');
        boolean hasPort = colon >= 0 && (server.indexOf(':') == colon || server.startsWith("["));
        return hasPort && !server.endsWith("]")
                ? new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)))
                : new InetSocketAddress(server, DNS_PORT);
    }

    @Override
    public Answer<ServiceRecord> services(String name) throws IOException {
        Message answer = ask(name, Type.SRV);
        List<ServiceRecord> all = new ArrayList<>();
        long seconds = Long.MAX_VALUE;
        for (Record record : answer.getSection(Section.ANSWER)) {
            seconds = Math.min(seconds, record.getTTL());
            if (record instanceof SRVRecord srv) {
                String host =
                        srv.getTarget().equals(Name.root) ? "" : srv.getTarget().toString(true);
                all.add(new ServiceRecord(srv.getPriority(), srv.getWeight(), srv.getPort(), host));
            }
        }
        return new Answer<>(all, all.isEmpty() ? secondsOfNo(answer) : seconds);
    }

    @Override
    public Answer<InetAddress> addresses(String host) throws IOException {
        if (!given.isEmpty()) {
            Answer<InetAddress> found = addressesIn(host);
            if (!found.all().isEmpty()) {
                return found;
            }
        }
        // The hosts file, and whatever else this machine goes by.
        return new Answer<>(List.of(InetAddress.getAllByName(host)), SYSTEM_ANSWER_SECONDS);
    }

    private Answer<InetAddress> addressesIn(String host) throws IOException {
        List<InetAddress> all = new ArrayList<>();
        long seconds = Long.MAX_VALUE;
        for (int type : new int[] {Type.A, Type.AAAA}) {
            for (Record record : ask(host, type).getSection(Section.ANSWER)) {
                seconds = Math.min(seconds, record.getTTL());
                if (record instanceof ARecord four) {
                    all.add(four.getAddress());
                } else if (record instanceof AAAARecord six) {
                    all.add(six.getAddress());
                }
            }
        }
        return new Answer<>(all, seconds);
    }

    /** RFC 2308 section 5. */
    private static long secondsOfNo(Message answer) {
        return answer.getSection(Section.AUTHORITY).stream()
                .filter(SOARecord.class::isInstance)
                .map(SOARecord.class::cast)
                .mapToLong(soa -> Math.min(soa.getTTL(), soa.getMinimum()))
                .findFirst()
                .orElse(NO_SECONDS);
    }

    private Message ask(String name, int type) throws IOException {
        Message question = Message.newQuery(Record.newRecord(absolute(name), type, DClass.IN));
        IOException last = new IOException("no name server is known");
        for (int round = 0; round < ROUNDS; round++) {
            for (InetSocketAddress server : servers()) {
                try {
                    SimpleResolver resolver = new SimpleResolver(server);
                    resolver.setTimeout(PATIENCE);
                    Message answer = resolver.send(question);
                    int code = answer.getRcode();
                    if (code == Rcode.NOERROR || code == Rcode.NXDOMAIN) {
                        return answer;
                    }
                    last = new IOException(server + " says " + Rcode.string(code) + " of " + name);
                } catch (IOException e) {
                    last = e;
                }
            }
        }
        if (given.isEmpty()) {
            // A laptop may have moved to another network.
            ResolverConfig.refresh();
        }
        throw last;
    }

    private List<InetSocketAddress> servers() {
        return given.isEmpty() ? ResolverConfig.getCurrentConfig().servers() : given;
    }

    private static Name absolute(String name) throws UnknownHostException {
        try {
            return Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            throw new UnknownHostException(name + " is no name");
        }
    }
}
