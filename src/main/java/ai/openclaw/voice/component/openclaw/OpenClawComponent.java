package ai.openclaw.voice.component.openclaw;

import ai.openclaw.voice.call.TurnTimings;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Asks OpenClaw assistants. All endpoints share one pool of connections. */
@Component("openclaw")
public class OpenClawComponent extends DefaultComponent {
    /** What a session key and a model name may carry; anything else could change what the key means. */
    private static final Pattern AGENT = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    @Metadata(description = "Options that all endpoints of the component start from.")
    private OpenClawConfiguration configuration = new OpenClawConfiguration();

    @Metadata(label = "advanced", description = "Makes what cuts an answer into clauses, one for each answer.")
    private Supplier<ClauseCutter> clauseCutter = PunctuationCutter::new;

    @Metadata(label = "advanced", description = "Turns a clause as the model wrote it into words that can be spoken.")
    private UnaryOperator<String> spokenText = UnaryOperator.identity();

    private final Map<String, RateGate> gates = new ConcurrentHashMap<>();
    private volatile BrainHttp http;
    private volatile Watchdog watchdog;

    public OpenClawComponent() {}

    public OpenClawComponent(
            OpenClawConfiguration configuration,
            Supplier<ClauseCutter> clauseCutter,
            UnaryOperator<String> spokenText) {
        this.configuration = configuration;
        this.clauseCutter = clauseCutter;
        this.spokenText = spokenText;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        OpenClawConfiguration own = configuration.copy();
        own.setAgent(remaining);
        OpenClawEndpoint endpoint = new OpenClawEndpoint(uri, this, own);
        setProperties(endpoint, parameters);
        check(own);
        return endpoint;
    }

    private static void check(OpenClawConfiguration configuration) {
        checkAgent(configuration.getAgent());
        URI baseUrl = URI.create(configuration.getBaseUrl());
        if (!"http".equals(baseUrl.getScheme()) && !"https".equals(baseUrl.getScheme()) || baseUrl.getHost() == null) {
            throw new IllegalArgumentException(
                    "openclaw: baseUrl must be like http://127.0.0.1:18789, but is " + configuration.getBaseUrl());
        }
        for (int ms : new int[] {
            configuration.getConnectTimeoutMs(),
            configuration.getFirstTokenTimeoutMs(),
            configuration.getTokenGapTimeoutMs(),
            configuration.getTotalTimeoutMs(),
            configuration.getV1TimeoutMs(),
            configuration.getWarmUpTimeoutMs(),
            configuration.getMaxAnswerCharacters()
        }) {
            if (ms <= 0) {
                throw new IllegalArgumentException("openclaw: its time-outs and limits must be above 0");
            }
        }
    }

    static void checkAgent(String agent) {
        if (agent == null || !AGENT.matcher(agent).matches()) {
            throw new IllegalArgumentException(
                    "openclaw: needs an agent of letters, digits, - and _, such as openclaw:voice");
        }
    }

    /** An answer that is not asked for yet. */
    Answer answer(Question question, OpenClawConfiguration options, TurnTimings timings) {
        RateGate gate = gate(options);
        TokenSource source = options.getDialect() == Dialect.v1
                ? new V1Source(http, gate, options, question)
                : new GatewaySource(http, gate, options, question);
        return new Answer(source, clauseCutter.get(), spokenText, watchdog, options, timings);
    }

    /** Per brain, not per agent: its upstream limits all agents together. */
    RateGate gate(OpenClawConfiguration options) {
        return gates.computeIfAbsent(options.getBaseUrl(), url -> new RateGate());
    }

    /** Asks the probes of the configured brain. Answers within 2 s, and never throws. */
    public BrainHealth probe() {
        return HealthProbe.of(http, watchdog, configuration);
    }

    BrainHttp http() {
        return http;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        // In doInit rather than in doStart: an endpoint's warm-up may come before the component's start.
        watchdog = new Watchdog();
        http = new BrainHttp(configuration.getConnectTimeoutMs());
    }

    @Override
    protected void doShutdown() throws Exception {
        http.close();
        watchdog.close();
        super.doShutdown();
    }

    public OpenClawConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(OpenClawConfiguration configuration) {
        this.configuration = configuration;
    }

    public Supplier<ClauseCutter> getClauseCutter() {
        return clauseCutter;
    }

    public void setClauseCutter(Supplier<ClauseCutter> clauseCutter) {
        this.clauseCutter = clauseCutter;
    }

    public UnaryOperator<String> getSpokenText() {
        return spokenText;
    }

    public void setSpokenText(UnaryOperator<String> spokenText) {
        this.spokenText = spokenText;
    }
}
