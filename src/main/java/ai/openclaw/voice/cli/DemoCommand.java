package ai.openclaw.voice.cli;

import ai.openclaw.voice.VoiceApplication;
import ai.openclaw.voice.call.CallRecord;
import ai.openclaw.voice.component.stt.SttException;
import ai.openclaw.voice.demo.caller.CallObserver;
import ai.openclaw.voice.demo.caller.CallOutcome;
import ai.openclaw.voice.demo.caller.CallReport;
import ai.openclaw.voice.demo.caller.CallScript;
import ai.openclaw.voice.demo.caller.CallerOptions;
import ai.openclaw.voice.demo.caller.DemoScreen;
import ai.openclaw.voice.demo.caller.Heard;
import ai.openclaw.voice.demo.caller.ScriptedCall;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.Environment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Starts the whole system in this JVM and calls it. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = JarVersion.class,
        description = "Starts everything, places a real SIP call to it, and shows who says what.",
        footer = "Settings such as --voice.sip.port=5070 are taken as for ./voice run.")
final class DemoCommand implements Callable<Integer> {
    /** A cold start reads models and warms up the brain before the first answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** The turn's timings are complete when its first packet left, long before the caller has heard it out. */
    private static final Duration FEED_PATIENCE = Duration.ofSeconds(2);

    /** What Spring takes for a property; anything else is a slip of the pen. */
    private static final Pattern SETTING = Pattern.compile("--[a-z][\\w-]*(\\.[\\w-]+)+=.*");

    @Option(
            names = "--once",
            description = "End after the call: status 0 only if both answers were heard and understood")
    private boolean once;

    @Option(names = "--extension", defaultValue = "9001", description = "Whom to call (default: ${DEFAULT-VALUE})")
    private String extension;

    @Option(
            names = "--wav",
            paramLabel = "FILE",
            description = "Where the recording goes (default: recordings/demo-TIME.wav)")
    private Path wav;

    @Unmatched
    private final List<String> settings = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    private final DemoScreen screen = DemoScreen.ofTerminal();

    @Override
    public Integer call() throws Exception {
        for (String setting : settings) {
            if (!SETTING.matcher(setting).matches()) {
                throw new ParameterException(spec.commandLine(), "Unknown option: " + setting);
            }
        }
        screen.heading("Starting the system");
        try (ConfigurableApplicationContext system = startSystem()) {
            boolean heard = placeCall(system);
            if (!once) {
                showWhatToDoNext(system.getEnvironment());
                waitForInterrupt(system);
            }
            return heard ? 0 : 1;
        }
    }

    private ConfigurableApplicationContext startSystem() {
        return new SpringApplicationBuilder(VoiceApplication.class)
                .profiles("demo")
                .properties("logging.level.root=WARN")
                .run(settings.toArray(String[]::new));
    }

    private boolean placeCall(ConfigurableApplicationContext system)
            throws IOException, SttException, InterruptedException {
        Environment env = system.getEnvironment();
        CallerOptions options = CallerOptions.to(target(env)).from("demo", "The demo's caller");
        CallScript script = CallScript.begin().awaitGreeting(Duration.ofSeconds(15));
        DemoQuestion.ALL.forEach(question -> script.ask(question.words(), PATIENCE));
        Optional<DemoFeed> feed =
                Optional.ofNullable(system.getBeanProvider(DemoFeed.class).getIfAvailable());
        Path file = wav == null ? recording() : calledFrom().resolve(wav);

        screen.heading("Calling " + options.target());
        ScriptedCall call =
                new ScriptedCall(CallerSpeech.voice(system), CallerSpeech.listener(system), new Shown(feed));
        CallReport report = call.run(options, script.hangUp(), file);

        screen.heading("What the caller measured");
        screen.figures(report);
        if (feed.isPresent() && report.outcome().isAnswered()) {
            showRecord(feed.get());
        }
        if (report.outcome().isAnswered()) {
            screen.list("The call, left the caller, right the assistant", Map.of("recording", file.toString()));
        }
        return judge(report, usesDemoBrain(env));
    }

    private String target(Environment env) {
        return "sip:" + extension + "@" + reachable(env.getProperty("voice.sip.host", "127.0.0.1")) + ":"
                + env.getProperty("voice.sip.port", "5062");
    }

    /** A listener on all addresses is called on this machine's own. */
    private static String reachable(String host) {
        return host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    }

    private static boolean usesDemoBrain(Environment env) {
        return env.getProperty("voice.openclaw.url", "").isBlank();
    }

    /** The script works in the project's folder, but means paths as they were typed. */
    private static Path calledFrom() {
        return Path.of(System.getenv().getOrDefault("VOICE_CALLED_FROM", ""));
    }

    private static Path recording() {
        String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
        return Path.of("recordings", "demo-" + time + ".wav");
    }

    private void showRecord(DemoFeed feed) throws InterruptedException {
        Optional<CallRecord> record = feed.awaitRecord(FEED_PATIENCE);
        if (record.isEmpty()) {
            screen.problem("the system wrote no record of this call");
            return;
        }
        screen.heading("The call's record");
        try {
            screen.record(new ObjectMapper().writeValueAsString(record.get()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean judge(CallReport report, boolean knownBrain) {
        List<CallReport.TurnReport> turns = report.turns();
        boolean all = report.outcome().isAnswered() && turns.size() == DemoQuestion.ALL.size();
        for (CallReport.TurnReport turn : turns) {
            if (!DemoQuestion.ALL.get(turn.turn() - 1).isAnsweredBy(turn, knownBrain)) {
                screen.problem("question " + turn.turn() + " got no answer that could be understood");
                all = false;
            }
        }
        screen.heading(all ? "Both answers were heard." : "The demo failed.");
        return all;
    }

    private void showWhatToDoNext(Environment env) {
        String http = "http://" + reachable(env.getProperty("voice.http.host", "127.0.0.1")) + ":"
                + env.getProperty("local.server.port", env.getProperty("server.port", "8080"));
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("call it", target(env) + " with any softphone (UDP or TCP, no registration)");
        entries.put("hawtio", http + "/actuator/hawtio");
        entries.put("health", http + "/health and " + http + "/ready");
        entries.put("metrics", http + "/actuator/prometheus");
        if (usesDemoBrain(env)) {
            entries.put("brain", "the demo brain; set voice.openclaw.url for your OpenClaw gateway");
        }
        entries.put("end", "Ctrl-C");
        screen.list("It stays up. Now you", entries);
    }

    /** Until Ctrl-C: Spring's own shutdown hook then closes the context. */
    private static void waitForInterrupt(ConfigurableApplicationContext system) throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        system.addApplicationListener(event -> {
            if (event instanceof ContextClosedEvent) {
                closed.countDown();
            }
        });
        closed.await();
    }

    /** Brings the call to the screen while it goes on. */
    private final class Shown implements CallObserver {
        private final Optional<DemoFeed> feed;

        Shown(Optional<DemoFeed> feed) {
            this.feed = feed;
        }

        @Override
        public void outcome(CallOutcome outcome) {
            if (!outcome.isAnswered()) {
                screen.problem("refused: " + outcome.status() + " " + outcome.reasonPhrase());
            }
        }

        @Override
        public void callerSays(String words) {
            screen.said("caller", words);
        }

        @Override
        public void assistantSaid(Heard heard) {
            screen.said("assistant", heard.text());
        }

        @Override
        public void answered(CallReport.TurnReport turn) {
            if (turn.responseMs() == null) {
                screen.problem("no answer within " + PATIENCE.toSeconds() + " s");
                return;
            }
            try {
                if (feed.isPresent()) {
                    feed.get()
                            .awaitTurn(turn.turn(), FEED_PATIENCE)
                            .ifPresent(t -> screen.waterfall(t.id(), WaterfallBars.of(t.timings())));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
