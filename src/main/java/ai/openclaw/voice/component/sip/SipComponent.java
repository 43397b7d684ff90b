package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.component.sip.locate.Standing;
import ai.openclaw.voice.component.sip.proxy.HopTimes;
import ai.openclaw.voice.component.sip.proxy.ProxyHop;
import ai.openclaw.voice.component.sip.register.RegistrationStatus;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Owns the SIP stack, which listens from the start of the component to its stop, whatever routes come and go meanwhile.
 * Calls are refused with 503 until all routes have started.
 */
@Component("sip")
public class SipComponent extends DefaultComponent {
    @Metadata(description = "How to listen; shared by all endpoints")
    private SipConfiguration configuration = new SipConfiguration();

    private final CallLegs legs = new CallLegs();
    private final CallRoutes routes = new CallRoutes();
    private volatile boolean draining;
    private volatile boolean stopping;
    private ExecutorService threads;
    private Timers timers;
    private SipStack stack;
    private HostNames names;
    private long avoidedMs = Standing.FIRST_MS;
    private OutgoingRequests outgoing;
    private Dialler dialler;
    private volatile SipAccount unregistered;
    private SipTls tls;
    private GuardRules guard = GuardRules.DEFAULT;
    private final GuardCounters guardCounters = new GuardCounters();
    private final Accounts accounts = new Accounts();
    private HopTimes hopTimes = HopTimes.DEFAULT;
    private ProxyHop hop;

    public SipComponent() {}

    public SipComponent(SipConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        SipEndpoint endpoint = new SipEndpoint(uri, this);
        endpoint.setAction(SipAction.of(remaining).word());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        // Routes stop before components do; a call's end must reach sip:ended while that route still runs.
        getCamelContext().addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStarted(CamelContext context) {
                accounts.begin();
            }

            @Override
            public void onContextStopping(CamelContext context) {
                endAllCalls();
            }
        });
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        configuration.check();
        if (tls == null && configuration.transportList().contains("tls")) {
            throw new IllegalStateException("voice.sip.transports: tls needs a key and a certificate");
        }
        stopping = false;
        threads = getCamelContext()
                .getExecutorServiceManager()
                .newFixedThreadPool(this, "sip-call", configuration.getCallThreads());
        timers = new Timers(
                threads, TimeUnit.SECONDS.toMillis(configuration.getMaxRingSeconds()), configuration.getAckTimeoutMs());
        names = new HostNames(configuration, avoidedMs, accounts::all);
        stack = new SipStack(configuration.copy(), new SipSockets(tls, names));
        outgoing = new OutgoingRequests(stack, names, timers);
        Switchboard board = new Switchboard(
                stack, legs, routes, timers, outgoing, accounts, this::isExchange, configuration.copy());
        dialler = new Dialler(this::callingAs, board);
        UasCore core = new UasCore(board, new FrontDoor());
        // Before all others, who would remember something of each request.
        core.first(new SipGuard(
                stack,
                guard,
                this::isExchange,
                () -> accounts.all().isEmpty(),
                new DigestCheck(accounts::all, System::currentTimeMillis),
                guardCounters));
        SipRegistrar registrar = new SipRegistrar(outgoing, stack.reachedAt());
        core.first(registrar);
        hop = new ProxyHop(new HopWire(stack, timers), hopTimes);
        core.first(event -> !Malformed.is(event.getRequest()) && hop.take(event));
        core.strays(hop::stray);
        stack.start(core);
        accounts.start(registrar, configuration.getRegistrationCheckSeconds());
        new KeepAlives(
                        stack,
                        timers,
                        registrar::targets,
                        target -> registrar.registeredAt(target).forEach(accounts::lost),
                        TimeUnit.SECONDS.toMillis(configuration.getKeepAliveSeconds()))
                .start();
        if (getCamelContext().isStarted()) {
            accounts.begin();
        }
    }

    /** Only those of our accounts: who is merely called, or named by a caller, is nobody to trust for it. */
    private boolean isExchange(InetAddress address) {
        return accounts.all().stream().anyMatch(account -> names.isServerOf(account, address));
    }

    @Override
    protected void doStop() throws Exception {
        if (stack != null) {
            endAllCalls();
            accounts.stop();
            stack.stop();
            stack = null;
            names.close();
        }
        if (timers != null) {
            timers.close();
            timers = null;
        }
        if (threads != null) {
            getCamelContext().getExecutorServiceManager().shutdownNow(threads);
            threads = null;
        }
        super.doStop();
    }

    /** Says goodbye to every caller, and waits a little until routes have heard of it and callers have answered. */
    private void endAllCalls() {
        SipStack current = stack;
        if (current == null) {
            return;
        }
        stopping = true;
        // First, so that the exchange sends no further calls.
        accounts.end(configuration.getStopGraceMs());
        legs.all().forEach(leg -> leg.hangup(EndReason.SHUTDOWN));
        current.awaitAnswers(configuration.getStopGraceMs());
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(configuration.getStopGraceMs());
        try {
            while (routes.unfinished() > 0 && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class FrontDoor implements UasCore.Reception {
        @Override
        public boolean isOpenForCalls() {
            return !stopping && routes.hasInvite() && getCamelContext().isStarted();
        }

        @Override
        public boolean isOpenForOptions() {
            return !draining && isOpenForCalls();
        }
    }

    /** Whether no new calls are wanted; routes of {@code sip:invite} decide what they do about it. */
    public boolean isDraining() {
        return draining;
    }

    /** Makes OPTIONS answer 503, so that whoever probes us sends calls elsewhere. */
    public void setDraining(boolean draining) {
        this.draining = draining;
    }

    /** The port that is listened on; differs from the configured one when that is 0. */
    public int boundPort() {
        if (stack == null) {
            throw new IllegalStateException("The sip component is not started");
        }
        return stack.port();
    }

    /** How many calls exist now. */
    public int callCount() {
        return legs.size();
    }

    /**
     * Registers these extensions, and takes those back that were given before and are not among them. Can be called at any
     * time; before the start of the routes it only takes note.
     *
     * @throws IllegalArgumentException when an extension is named twice
     */
    public void setAccounts(List<SipAccount> wanted) {
        accounts.set(wanted);
    }

    /** The extensions that are ours. */
    public List<SipAccount> accounts() {
        return accounts.all();
    }

    public Optional<SipAccount> account(String extension) {
        return accounts.of(extension);
    }

    /** How it stands with each extension's registration. */
    public List<RegistrationStatus> registrations() {
        return accounts.statuses();
    }

    /** The port for TLS; differs from the configured one when that is 0. */
    public int boundTlsPort() {
        if (stack == null) {
            throw new IllegalStateException("The sip component is not started");
        }
        return stack.port("tls");
    }

    /** Who may call us; to be set before the start. */
    public void setGuard(GuardRules guard) {
        this.guard = guard;
    }

    /** What the guard did since the start. */
    public GuardCounters guardCounters() {
        return guardCounters;
    }

    /** Must be set when TLS is among the transports. */
    public void setTls(SipTls tls) {
        this.tls = tls;
    }

    /** What we send of our own accord. */
    OutgoingRequests outgoing() {
        return outgoing;
    }

    /** As whom {@code sip:dial} can call without a registration; null for nobody. */
    public void setUnregistered(SipAccount account) {
        unregistered = account;
    }

    private Optional<SipAccount> callingAs(String extension) {
        return accounts.of(extension).or(() -> Optional.ofNullable(unregistered)
                .filter(account -> account.extension().equals(extension)));
    }

    Dialler dialler() {
        return dialler;
    }

    /** For how long a server's target that fails is not asked; to be called before the start. */
    void setAvoidedMs(long avoidedMs) {
        this.avoidedMs = avoidedMs;
    }

    /** To be called before the start. */
    void setHopTimes(HopTimes hopTimes) {
        this.hopTimes = hopTimes;
    }

    /**
     * Asks another system by OPTIONS whether it is there, and waits for the answer.
     *
     * @param address for example {@code sip:127.0.0.1:5070}
     * @return the answer's status, or 0 when none came in time
     */
    public int ask(String address, long timeoutMs) {
        SipStack current = stack;
        if (current == null) {
            throw new IllegalStateException("The sip component is not started");
        }
        return new OptionsQuestion(current, outgoing).ask(ProxyHop.system(address), timeoutMs);
    }

    /** What other systems' calls go through. */
    ProxyHop hop() {
        return hop;
    }

    /** How many calls another system has now. */
    public int proxiedCount() {
        return hop == null ? 0 : hop.callCount();
    }

    /**
     * What another system is called that has a call now, which only passes through here and which we therefore cannot hang up.
     *
     * @param callId ours; empty is returned for one that is unknown, over, or a call of our own
     */
    public Optional<String> otherSystemOf(String callId) {
        return legs.all().stream()
                .filter(leg -> leg.info().callId().value().equals(callId))
                .findFirst()
                .map(CallLeg::version);
    }

    CallLegs legs() {
        return legs;
    }

    /** How many connections others have to us now. */
    int incomingConnections() {
        return stack.incomingConnections().size();
    }

    CallRoutes routes() {
        return routes;
    }

    public SipConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(SipConfiguration configuration) {
        this.configuration = configuration;
    }
}
