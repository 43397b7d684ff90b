package ai.openclaw.voice.testkit;

import ai.openclaw.voice.boot.RouteFiles;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.CallRecord;
import ai.openclaw.voice.call.Direction;
import ai.openclaw.voice.call.Hands;
import ai.openclaw.voice.call.Manners;
import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.Utterance;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.canary.Admission;
import ai.openclaw.voice.canary.V1Health;
import ai.openclaw.voice.component.tts.Speech;
import ai.openclaw.voice.component.tts.SpeechStream;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import ai.openclaw.voice.speech.MachineGreetings;
import ai.openclaw.voice.worker.Phrases;
import ai.openclaw.voice.worker.TurnEndJudge;
import ai.openclaw.voice.worker.VoiceSessions;
import ai.openclaw.voice.worker.WorkerClock;
import ai.openclaw.voice.worker.WorkerFactory;
import ai.openclaw.voice.worker.WorkerObserver;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.awaitility.Awaitility;

/**
 * The product's route files, run without a telephone, a model or a brain. All files are the real ones, and so are the beans
 * that they name; {@code sip: rtp: stt: tts: openclaw:} and the link are {@linkplain StandIn stood in for}. Starts in a
 * second.
 *
 * <p>A call with number {@link #CALL} is up from the start. See docs/integrators.md for a test of fifteen lines.
 */
public final class RouteSimulation implements AutoCloseable {
    /** The call that the simulation holds. */
    public static final CallId CALL = new CallId("11111111-2222-3333-4444-555555555555");

    private static final List<String> OUTSIDE = List.of("sip", "rtp", "stt", "tts", "openclaw", "link");

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final StandIn outside = new StandIn();
    private final SimulatedBeans ours = new SimulatedBeans();
    private final WorkerFactory workers = new WorkerFactory(2);
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private Profile profile = Profile.of("9001", Manners.DEFAULT);
    private VoiceSessions sessions;
    private int lastTurnId;

    private RouteSimulation() {}

    /** The product's routes as they are, with the settings that are given as {@code key=value}. */
    public static RouteSimulation start(String... properties) {
        return start(null, properties);
    }

    /** The product's routes, with the files of a folder over them, the way {@code voice.routes.dir} lays them. */
    public static RouteSimulation start(Path folder, String... properties) {
        return start(folder, Map.of(), properties);
    }

    /** @param beans what your routes name beyond ours, or in the place of ours */
    public static RouteSimulation start(Path folder, Map<String, Object> beans, String... properties) {
        RouteSimulation simulation = new RouteSimulation();
        try {
            Properties settings = settings(properties);
            Phrases said = new Phrases(phrases(settings));
            simulation.sessions = simulation.workers.create(
                    extension -> simulation.profile,
                    said,
                    TurnEndJudge.NONE,
                    new MachineGreetings("en-US"),
                    simulation.context.createProducerTemplate(),
                    "link:commands",
                    List.of(simulation.new Observer(), simulation.ours.uses()));
            simulation.bindOurs(settings, said);
            beans.forEach(simulation.context.getRegistry()::bind);
            simulation.begin(RouteFiles.locations(folder), properties);
            simulation.beginCall();
            return simulation;
        } catch (Exception e) {
            simulation.close();
            throw new IllegalStateException("the routes do not start: " + e.getMessage(), e);
        }
    }

    /** No call is up, and time is virtual: for scenarios. */
    static RouteSimulation start(
            Path folder,
            Function<String, Manners> manners,
            Map<String, String> phrases,
            VirtualTime time,
            WorkerObserver observer) {
        RouteSimulation simulation = new RouteSimulation();
        try {
            WorkerFactory virtual = new WorkerFactory(time.timer(), time.serial(), time.threads());
            Phrases said = new Phrases(phrases);
            simulation.sessions = virtual.create(
                    extension -> Profile.of(extension, manners.apply(extension)),
                    said,
                    TurnEndJudge.NONE,
                    new MachineGreetings("en-US"),
                    simulation.context.createProducerTemplate(),
                    "link:commands",
                    List.of(simulation.new Observer(), simulation.ours.uses(), observer),
                    new WorkerClock(time.timer(), time::nanos));
            simulation.bindOurs(settings(), said);
            simulation.begin(RouteFiles.locations(folder));
            return simulation;
        } catch (Exception e) {
            simulation.close();
            throw new IllegalStateException("the routes do not start: " + e.getMessage(), e);
        }
    }

    private void begin(List<String> files, String... properties) throws Exception {
        context.disableJMX();
        context.setSourceLocationEnabled(true);
        context.getPropertiesComponent().setInitialProperties(settings(properties));
        OUTSIDE.forEach(scheme -> context.addComponent(scheme, outside));
        List<Resource> resources = new ArrayList<>();
        for (String file : files) {
            resources.add(PluginHelper.getResourceLoader(context).resolveResource(file));
        }
        PluginHelper.getRoutesLoader(context).loadRoutes(resources);
        reset();
        context.start();
    }

    private void beginCall() {
        sessions.handle(new RoomEvent.CallStarted(CALL, Direction.INBOUND, "9001", "alice", 0, 10));
        Awaitility.await().until(() -> !sent("link:commands").isEmpty());
        reset();
    }

    private static Properties settings(String... properties) {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "voice.canary.v2-extensions", "9001",
                "voice.canary.v1-extensions", "9000",
                "voice.openclaw.agent", "voice",
                "voice.v1.uri", "sip:127.0.0.1:5070",
                "voice.v1.timeout-ms", "1500",
                "voice.link.events", "link:events",
                "voice.link.commands", "link:commands",
                "voice.phrases.brain-down", "The brain is down.",
                "voice.phrases.goodbye", "Goodbye.",
                "voice.phrases.not-understood", "I did not understand."));
        for (String property : properties) {
            String[] keyAndValue = property.split("=", 2);
            settings.put(keyAndValue[0], keyAndValue[1]);
        }
        return settings;
    }

    private static Map<String, String> phrases(Properties settings) {
        Map<String, String> phrases = new HashMap<>();
        for (String key : settings.stringPropertyNames()) {
            if (key.startsWith("voice.phrases.")) {
                phrases.put(key.substring("voice.phrases.".length()), settings.getProperty(key));
            }
        }
        return phrases;
    }

    private void bindOurs(Properties settings, Phrases said) {
        ours.bind(context.getRegistry(), SimulatedProfiles.of(settings), said, sessions);
    }

    /** Forgets what was sent and noted, closes the breakers, and lets everything outside work again. */
    public void reset() {
        outside.forgetAll();
        notes.clear();
        ours.reset();
        Processor speak = exchange -> exchange.getMessage().setBody(spoken(exchange));
        on("tts:primary", speak);
        on("tts:fallback", speak);
        brainAnswers("Yes.");
        callerSays("hello");
    }

    /** What an engine makes of a text, for a {@code tts:} endpoint of the test's own. */
    public static SpeechStream speech(Speakable text) {
        return Speech.of(List.of(SpelledSound.of(text.text())));
    }

    /** Only {@link Speakable} is spoken, as in the product. */
    private static SpeechStream spoken(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof Speakable text) {
            return speech(text);
        }
        throw new IllegalArgumentException("tts: takes a Speakable, not "
                + exchange.getMessage().getBody().getClass().getName());
    }

    /** What the endpoint (for example {@code stt:primary}) does from now on. */
    public RouteSimulation on(String endpoint, Processor behaviour) {
        outside.on(endpoint, behaviour);
        return this;
    }

    public RouteSimulation fails(String endpoint, Exception failure) {
        return on(endpoint, exchange -> {
            throw failure;
        });
    }

    /** What both engines hear from now on; empty for nothing. */
    public RouteSimulation callerSays(String words) {
        on("stt:primary", exchange -> exchange.getMessage().setBody(words));
        return on("stt:fallback", exchange -> exchange.getMessage().setBody(words));
    }

    /** What every agent answers from now on. */
    public RouteSimulation brainAnswers(String... clauses) {
        return on("openclaw:voice", answer(clauses));
    }

    /** The behaviour of a brain, for agents of the integrator's. */
    public static Processor answer(String... clauses) {
        return exchange -> exchange.getMessage()
                .setBody(Stream.of(clauses).map(Speakable::ofAnswer).iterator());
    }

    /** One turn, from the caller's words to the end. Returns what the caller hears, clause by clause. */
    public List<String> turn() {
        return turn(nextTurn());
    }

    /** As {@link #turn()}, of a caller who dialled this extension. */
    public List<String> turnOn(String extension) {
        return turn(nextTurn(), extension);
    }

    public Turn nextTurn() {
        return new Turn(CALL, ++lastTurnId);
    }

    /** As {@link #turn()}, with a turn that the test may cancel. */
    public List<String> turn(Turn turn) {
        return turn(turn, "9001");
    }

    private List<String> turn(Turn turn, String extension) {
        int before = sent("link:commands").size();
        Exchange exchange = send(
                "direct:voice-turn",
                new Utterance(),
                Map.of(VoiceHeaders.TURN, turn, VoiceHeaders.EXTENSION, extension, VoiceHeaders.PROFILE, profile));
        if (exchange.getException() != null) {
            throw new IllegalStateException("the turn ended in an exception", exchange.getException());
        }
        return sent("link:commands").subList(before, sent("link:commands").size()).stream()
                .map(StandIn.Sent::body)
                .filter(RoomCommand.Play.class::isInstance)
                .map(play -> SpelledSound.read(((RoomCommand.Play) play).audio()))
                .toList();
    }

    /** Sends a message to a {@code direct:} route, with the call's name and extension unless other ones are given. */
    public Exchange send(String direct, Object body, Map<String, Object> headers) {
        return context.createProducerTemplate().send(direct, exchange -> fill(exchange, body, headers));
    }

    /** As if the outside had something to tell, for example {@code sip:invite}: runs the route that begins there. */
    public Exchange happens(String endpoint, Object body, Map<String, Object> headers) {
        Exchange exchange = context.getEndpoint(endpoint).createExchange();
        fill(exchange, body, headers);
        try {
            outside.consumerOf(endpoint).process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        return exchange;
    }

    private static void fill(Exchange exchange, Object body, Map<String, Object> headers) {
        Map<String, Object> all =
                new HashMap<>(Map.of(VoiceHeaders.CALL_ID, CALL.value(), VoiceHeaders.EXTENSION, "9001"));
        all.putAll(headers);
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(all);
    }

    /** What the brain may do to the call from now on. */
    public RouteSimulation hands(Hands hands) {
        profile = new Profile("9001", null, Manners.DEFAULT, null, null, null, null, null, null, List.of(), hands);
        return this;
    }

    /** How the other system is from now on; there is none at first. */
    public RouteSimulation v1Is(V1Health.State state) {
        ours.v1Is(state);
        return this;
    }

    public V1Health.State v1() {
        return ours.v1();
    }

    /** Whether our own system can hold a conversation from now on. */
    public RouteSimulation v2Is(Admission.Condition condition) {
        ours.v2Is(condition);
        return this;
    }

    /** What came to an endpoint so far, for example {@code sip:reject}. */
    public List<StandIn.Sent> sent(String endpoint) {
        return outside.sent(endpoint);
    }

    public List<Object> bodiesSent(String endpoint) {
        return sent(endpoint).stream().map(StandIn.Sent::body).toList();
    }

    /** The codes that were noted for the call's record, for example {@code stt:fallback}. */
    public List<String> notes() {
        return notes;
    }

    public Admission admission() {
        return ours.admission;
    }

    public MeterRegistry meters() {
        return ours.meters;
    }

    /** For {@code AdviceWith}, and for all else that Camel can do. */
    public DefaultCamelContext context() {
        return context;
    }

    @Override
    public void close() {
        context.stop();
        workers.close();
    }

    private final class Observer implements WorkerObserver {
        @Override
        public void failed(String code) {
            notes.add(code);
        }

        @Override
        public void ended(CallRecord call) {
            send("direct:call-record", call, Map.of());
        }
    }
}
