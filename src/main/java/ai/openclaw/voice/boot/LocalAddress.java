package ai.openclaw.voice.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Where we listen unless somebody says so: on loopback, and where there is an exchange on another machine, on the one address
 * that it can reach. So a registrar, a domain and a password are enough for a telephone extension. Who else sends something
 * there is refused by the SIP component's guard; HTTP stays on loopback.
 */
public class LocalAddress implements EnvironmentPostProcessor, Ordered {
    private static final String[] KEYS = {"voice.sip.host", "voice.rtp.host"};
    private static final String[] EXCHANGES = {"voice.sip.proxy", "voice.sip.registrar"};
    /** Nobody's (RFC 5737): the way there is that to everybody who is not in our own network. Nothing is sent. */
    private static final String ELSEWHERE = "203.0.113.1";

    private static final int ANY_PORT = 5060;

    private final Log log;

    /** Spring calls it. Nothing can be logged so early, so the log's lines wait until it can. */
    public LocalAddress(DeferredLogFactory logs) {
        log = logs.getLog(LocalAddress.class);
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Optional<String> exchange = Stream.of(EXCHANGES)
                .map(key -> environment.getProperty(key, "").strip())
                .filter(host -> !host.isEmpty())
                .findFirst();
        String[] unsaid = Stream.of(KEYS)
                .filter(key -> !environment.containsProperty(key))
                .toArray(String[]::new);
        if (exchange.isEmpty() || unsaid.length == 0) {
            return;
        }
        String host = exchange.get().replaceFirst(":\\d+$", "").replaceAll("[\\[\\]]", "");
        towards(host).filter(address -> !address.isLoopbackAddress()).ifPresent(address -> {
            log.info("We listen on " + address.getHostAddress() + ", where " + host + " can reach us; "
                    + String.join(" and ", unsaid) + " can name another address");
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "our address towards the exchange",
                            Stream.of(unsaid)
                                    .collect(Collectors.toMap(key -> key, key -> (Object) address.getHostAddress()))));
        });
    }

    /** After the settings' files were read. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    /** This machine's own address on the way to that host; empty when there is no way. */
    static Optional<InetAddress> towards(String host) {
        InetAddress there;
        try {
            there = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            // It may have SRV records only, or DNS is away: it is not this machine, or somebody would have known.
            return towards(ELSEWHERE);
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(there, ANY_PORT));
            return Optional.of(socket.getLocalAddress()).filter(address -> !address.isAnyLocalAddress());
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
