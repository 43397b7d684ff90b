package ai.openclaw.voice.cli;

import ai.openclaw.voice.VoiceApplication;
import ai.openclaw.voice.component.sip.SipComponent;
import ai.openclaw.voice.component.stt.SttEngine;
import ai.openclaw.voice.component.stt.SttModels;
import ai.openclaw.voice.component.tts.TtsEngineFactory;
import ai.openclaw.voice.component.tts.TtsEngines;
import ai.openclaw.voice.demo.brain.DemoBrain;
import ai.openclaw.voice.demo.caller.Listener;
import ai.openclaw.voice.demo.caller.SipUri;
import ai.openclaw.voice.demo.caller.Voice;
import ai.openclaw.voice.demo.scenario.CallWatch;
import ai.openclaw.voice.demo.scenario.Scenario;
import ai.openclaw.voice.demo.scenario.ScenarioLibrary;
import ai.openclaw.voice.demo.scenario.ScenarioReader;
import ai.openclaw.voice.demo.scenario.ScenarioReport;
import ai.openclaw.voice.demo.scenario.SipScenarios;
import ai.openclaw.voice.demo.scenario.SystemPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.CamelContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the calls that scenarios describe, and tells how each of them went. */
@Command(
        name = "scenario",
        mixinStandardHelpOptions = true,
        versionProvider = JarVersion.class,
        description = "Makes the calls that scenario files describe and checks what is heard; docs/scenarios.md.",
        footer = "Without --target a system is started for it, with the demo brain and on free ports.")
final class ScenarioCommand implements Callable<Integer> {
    /** For somebody who dictates in a whisper to a slow machine. */
    private static final Duration STT_DEADLINE = Duration.ofSeconds(30);

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE.yaml",
            description = "Scenario files, or names of the product's own scenarios (--list)")
    private List<String> wanted = List.of();

    @Option(names = "--all", description = "All scenarios of the product")
    private boolean all;

    @Option(names = "--list", description = "Only say which scenarios the product has")
    private boolean list;

    @Option(
            names = "--target",
            paramLabel = "sip:[EXTENSION@]HOST:PORT",
            description = "Call a system that runs already: settings, brain and records of the scenarios are left out")
    private String target;

    @Option(names = "--at-once", paramLabel = "N", defaultValue = "1", description = "Calls at a time (default: 1)")
    private int atOnce;

    @Option(names = "--models", defaultValue = "models", description = "Where the models are (default: ./models)")
    private Path models;

    @Spec
    private CommandSpec spec;

    private int failed;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            ScenarioLibrary.all().forEach(s -> out.printf("%-28s %s%n", s.name(), s.description()));
            return 0;
        }
        List<Scenario> scenarios = scenarios();
        if (scenarios.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Which scenario? Name files, or --all, or see --list");
        }
        if (target != null) {
            againstTarget(scenarios);
        } else {
            for (SystemPlan plan : SystemPlan.of(scenarios)) {
                againstOwnSystem(plan);
            }
        }
        out.printf("%d of %d scenarios passed%n", scenarios.size() - failed, scenarios.size());
        out.flush();
        return failed == 0 ? 0 : 1;
    }

    private List<Scenario> scenarios() throws IOException {
        List<Scenario> scenarios = new ArrayList<>();
        if (all) {
            ScenarioLibrary.all().stream()
                    .filter(s -> s.runsOn(Scenario.Runner.SIP))
                    .forEach(scenarios::add);
        }
        for (String name : wanted) {
            scenarios.add(scenario(name));
        }
        return scenarios;
    }

    private Scenario scenario(String name) throws IOException {
        // The script works in the project's folder, but means paths as they were typed.
        Path file =
                Path.of(System.getenv().getOrDefault("VOICE_CALLED_FROM", "")).resolve(name);
        if (Files.isRegularFile(file)) {
            return new ScenarioReader().read(file);
        }
        return ScenarioLibrary.named(name)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), name + " is neither a file nor the name of a scenario (see --list)"));
    }

    private void againstTarget(List<Scenario> scenarios) throws Exception {
        String hostAndPort = target.replaceFirst("^sips?:", "").replaceFirst("^.*@", "");
        String extension =
                target.contains("@") ? target.replaceFirst("^sips?:", "").replaceFirst("@.*", "") : null;
        SipUri.parse("sip:" + (extension == null ? "9001" : extension) + "@" + hostAndPort);
        int cores = Runtime.getRuntime().availableProcessors();
        List<SttEngine> ears = SttModels.load(models, cores, STT_DEADLINE, true);
        if (ears.isEmpty()) {
            throw new IllegalStateException("there is no model in " + models + " to hear with: run ./voice models");
        }
        Voice voice = Voice.of(TtsEngineFactory.build(new TtsEngineFactory.Settings(models, null, null, cores, null))
                .primary());
        SipScenarios runner = new SipScenarios(hostAndPort, voice, new Listener(ears.get(0), "en-US"), null);
        run(scenarios, s -> runner.run(s, extension == null ? s.extension() : extension));
    }

    private void againstOwnSystem(SystemPlan plan) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "--voice.sip.port=0",
                "--voice.http.port=0",
                "--voice.demo-brain.port=0",
                "--voice.openclaw.url=",
                "--voice.models.dir=" + models,
                "--voice.admin.password=" + UUID.randomUUID(),
                "--logging.level.root=WARN",
                // These calls are no one's: their records do not belong among those of real ones.
                "--logging.level.call-record=OFF"));
        plan.settings().forEach(setting -> arguments.add("--" + setting));
        try (ConfigurableApplicationContext system =
                new SpringApplicationBuilder(VoiceApplication.class).run(arguments.toArray(String[]::new))) {
            SipScenarios runner = new SipScenarios(
                    "127.0.0.1:" + system.getBean(SipComponent.class).boundPort(),
                    // The one that is understood best: what is tested here is the system, not the caller.
                    Voice.of(system.getBean(TtsEngines.class).primary()),
                    CallerSpeech.listener(system),
                    CallWatch.on(system.getBean(CamelContext.class), system.getBean(DemoBrain.class)));
            run(
                    new ArrayList<>(plan.extensions().keySet()),
                    s -> runner.run(s, plan.extensions().get(s)));
        }
    }

    /** One way to make a scenario's call. */
    private interface Runner {
        ScenarioReport run(Scenario scenario) throws Exception;
    }

    private void run(List<Scenario> scenarios, Runner runner) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(Math.max(1, atOnce));
        try {
            List<Future<ScenarioReport>> reports = new ArrayList<>();
            for (Scenario scenario : scenarios) {
                reports.add(callers.submit(() -> runner.run(scenario)));
            }
            for (Future<ScenarioReport> report : reports) {
                show(report.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            callers.shutdownNow();
        }
    }

    private void show(ScenarioReport report) {
        failed += report.passed() ? 0 : 1;
        spec.commandLine().getOut().println(report.text());
        spec.commandLine().getOut().flush();
    }
}
