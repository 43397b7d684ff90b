package ai.openclaw.voice.component.sip.locate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a server is, RFC 3263 section 4. The transport is the operator's choice, so there is no question for NAPTR records.
 * What was found holds as long as DNS says, within bounds, and in need until DNS answers again. Thread-safe.
 */
public final class ServerLocator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLocator.class);

    /** RFC 3261 section 19.1.2. */
    private static final int SIP_PORT = 5060;

    private static final int SIPS_PORT = 5061;

    /** Who waits for the first answer holds up a registration or a call; one lost packet (0.8 s) must fit in. */
    static final long FIRST_WAIT_MS = 2000;

    /** With an older answer at hand nobody needs to wait longer than DNS usually takes. */
    static final long WAIT_MS = 300;

    /** Below this each request of ours would be a question to DNS, and it is asked every few seconds only. */
    private static final long LEAST_SECONDS = 5;

    /** Whoever moves an exchange, with a day's TTL on its name, wants us to notice before the day is over. */
    private static final long MOST_SECONDS = 300;

    /** After DNS failed. */
    private static final long AGAIN_SECONDS = 5;

    /** Routers that say nothing about SRV records never will, and asking them takes long. */
    private static final long NO_SERVICES_SECONDS = 30;

    private static final int MOST_KNOWN = 2000;

    /** So many hanging questions do not keep others from being asked. */
    private static final int THREADS = 4;

    private final NameService names;
    private final Predicate<InetAddress> usable;
    private final LongSupplier clock;
    private final RandomGenerator random;
    private final ExecutorService threads;
    /** Bounded, because callers name hosts, too: whoever is asked for often is kept. */
    private final Map<Server, Known> known = Collections.synchronizedMap(LatestUsed.map(MOST_KNOWN));

    private final Map<Server, CompletableFuture<Known>> running = new ConcurrentHashMap<>();

    /** @param port -1 when it is not said */
    private record Server(String host, int port, String transport) {
        int defaultPort() {
            return port >= 0 ? port : transport.equals("tls") ? SIPS_PORT : SIP_PORT;
        }

        /** RFC 3263 section 4.2; over TLS the secure service is the one that is meant. */
        String serviceName() {
            return (transport.equals("tls") ? "_sips._tcp." : "_sip._" + transport + ".") + host;
        }

        /** RFC 3263 section 4.2: not for addresses, nor where a port is given. RFC 6761: this machine is in no DNS. */
        boolean mayHaveServices() {
            return port < 0 && !host.equalsIgnoreCase("localhost");
        }
    }

    /** @param until ms, by the clock */
    private record Known(List<ServiceRecord> services, List<Target> targets, long until) {}

    /**
     * @param dns the name servers, host or host:port, separated by commas; empty for the system's
     * @param usable which addresses we can send to
     */
    public ServerLocator(String dns, Predicate<InetAddress> usable, RandomGenerator random) {
        this(new DnsNameService(dns), usable, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), random);
    }

    ServerLocator(NameService names, Predicate<InetAddress> usable, LongSupplier clock, RandomGenerator random) {
        this.names = names;
        this.usable = usable;
        this.clock = clock;
        this.random = random;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "sip-names-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * All places of a server, the best first. Waits {@value #FIRST_WAIT_MS} ms at the most, and {@value #WAIT_MS} ms when
     * the server was found before.
     *
     * @param port -1 when it is not said
     * @throws UnknownHostException when it was never found
     */
    public List<Target> locate(String host, int port, String transport) throws UnknownHostException {
        Server server = new Server(host, port, transport);
        Known before = known.get(server);
        if (before != null && clock.getAsLong() < before.until()) {
            return before.targets();
        }
        try {
            return lookUp(server)
                    .get(before == null ? FIRST_WAIT_MS : WAIT_MS, TimeUnit.MILLISECONDS)
                    .targets();
        } catch (TimeoutException e) {
            return inNeed(before, new UnknownHostException(host + ": no answer from the name service in time"));
        } catch (ExecutionException e) {
            return inNeed(before, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return inNeed(before, e);
        }
    }

    private static List<Target> inNeed(Known before, Throwable why) throws UnknownHostException {
        if (before != null) {
            return before.targets();
        }
        if (why instanceof UnknownHostException unknown) {
            throw unknown;
        }
        throw (UnknownHostException) new UnknownHostException(String.valueOf(why.getMessage())).initCause(why);
    }

    /** One question at a time is asked of a server, whoever wants to know. */
    private CompletableFuture<Known> lookUp(Server server) {
        return running.computeIfAbsent(server, one -> {
            CompletableFuture<Known> answer = new CompletableFuture<>();
            threads.execute(() -> {
                try {
                    Known found = find(one, known.get(one));
                    known.put(one, found);
                    answer.complete(found);
                } catch (IOException | RuntimeException e) {
                    failed(one, e);
                    answer.completeExceptionally(e);
                } finally {
                    running.remove(one, answer);
                }
            });
            return answer;
        });
    }

    /** What was found before holds a little longer. */
    private void failed(Server server, Exception why) {
        LOG.debug("{} cannot be looked up", server, why);
        known.computeIfPresent(
                server, (one, before) -> new Known(before.services(), before.targets(), after(AGAIN_SECONDS)));
    }

    private long after(long seconds) {
        return clock.getAsLong() + TimeUnit.SECONDS.toMillis(seconds);
    }

    private Known find(Server server, Known before) throws IOException {
        if (isNumeric(server.host())) {
            Target only = new Target(
                    server.host(), InetAddress.getByName(server.host()), server.defaultPort(), server.transport());
            return new Known(List.of(), List.of(only), Long.MAX_VALUE);
        }
        NameService.Answer<ServiceRecord> services = services(server, before);
        if (services.all().isEmpty()) {
            NameService.Answer<InetAddress> found = names.addresses(server.host());
            Set<Target> targets = new LinkedHashSet<>();
            add(targets, server.host(), found.all(), server.defaultPort(), server.transport());
            return new Known(List.of(), List.copyOf(targets), until(Math.min(services.seconds(), found.seconds())));
        }
        return ofServices(server, services);
    }

    /** DNS that answers for addresses and not for SRV records is met in small routers. */
    private NameService.Answer<ServiceRecord> services(Server server, Known before) throws IOException {
        if (!server.mayHaveServices()) {
            return new NameService.Answer<>(List.of(), MOST_SECONDS);
        }
        try {
            NameService.Answer<ServiceRecord> found = names.services(server.serviceName());
            boolean same = before != null && new HashSet<>(before.services()).equals(new HashSet<>(found.all()));
            // Drawn anew each time, an extension would wander between servers of one priority.
            List<ServiceRecord> ordered = same ? before.services() : ServiceRecord.inOrder(found.all(), random);
            return new NameService.Answer<>(ordered, found.seconds());
        } catch (IOException e) {
            if (before != null && !before.services().isEmpty()) {
                throw e;
            }
            LOG.debug("{} cannot be asked for", server.serviceName(), e);
            return new NameService.Answer<>(List.of(), NO_SERVICES_SECONDS);
        }
    }

    private Known ofServices(Server server, NameService.Answer<ServiceRecord> services) throws IOException {
        if (services.all().size() == 1 && services.all().get(0).host().isEmpty()) {
            throw new UnknownHostException(server.host() + " offers no SIP over " + server.transport()
                    + ": DNS says so by " + server.serviceName());
        }
        Set<Target> targets = new LinkedHashSet<>();
        long seconds = services.seconds();
        IOException last = null;
        for (ServiceRecord service : services.all()) {
            try {
                NameService.Answer<InetAddress> found = names.addresses(service.host());
                seconds = Math.min(seconds, found.seconds());
                add(targets, service.host(), found.all(), service.port(), server.transport());
            } catch (IOException e) {
                last = e;
                seconds = AGAIN_SECONDS;
            }
        }
        if (targets.isEmpty()) {
            throw last == null ? new UnknownHostException(server.host() + " names no server") : last;
        }
        return new Known(services.all(), List.copyOf(targets), until(seconds));
    }

    private void add(Set<Target> targets, String host, List<InetAddress> addresses, int port, String transport) {
        List<InetAddress> reachable = new ArrayList<>(addresses);
        reachable.removeIf(usable.negate());
        // One that cannot be reached says at least what is wrong.
        for (InetAddress address : reachable.isEmpty() ? addresses : reachable) {
            targets.add(new Target(host, address, port, transport));
        }
    }

    private long until(long seconds) {
        return after(Math.max(LEAST_SECONDS, Math.min(MOST_SECONDS, seconds)));
    }

    /** Java takes such hosts as they are, and asks nobody. */
    static boolean isNumeric(String host) {
        return host.startsWith("[") || host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    @Override
    public void close() {
        threads.shutdownNow();
        running.values().forEach(one -> one.completeExceptionally(new CompletionException("closed", null)));
    }
}
