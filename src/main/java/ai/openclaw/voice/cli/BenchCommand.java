package ai.openclaw.voice.cli;

import ai.openclaw.voice.audio.WavFile;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.component.stt.SttException;
import ai.openclaw.voice.demo.caller.CallObserver;
import ai.openclaw.voice.demo.caller.CallReport;
import ai.openclaw.voice.demo.caller.CallScript;
import ai.openclaw.voice.demo.caller.CallerOptions;
import ai.openclaw.voice.demo.caller.ScriptedCall;
import ai.openclaw.voice.demo.scenario.LineSounds;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures a running system from the outside, with calls. Prints; asserts nothing. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = JarVersion.class,
        description = "Places calls to a running system and prints set-up and response times (p50, p95).")
final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "sip:EXTENSION@HOST:PORT", description = "Whom to call")
    private String target;

    @Option(names = "--play", paramLabel = "WAV", description = "The question, mono WAV; several for several questions")
    private List<Path> questions = List.of();

    @Option(names = "--idle", paramLabel = "N", description = "Instead of asking: hold N silent calls, needs --pid")
    private int idle;

    @Option(names = "--pid", paramLabel = "PID", description = "The process whose CPU time --idle reads")
    private long pid;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "20", description = "How long --idle measures")
    private int seconds;

    @Option(names = "--calls", paramLabel = "N", defaultValue = "10", description = "Calls (default: ${DEFAULT-VALUE})")
    private int calls;

    @Option(names = "--at-once", paramLabel = "N", defaultValue = "1", description = "Calls at a time (default: 1)")
    private int atOnce;

    @Option(
            names = "--per-call",
            paramLabel = "N",
            description = "How many of the questions a call asks, in turn (default: all)")
    private int perCall;

    @Option(
            names = "--interrupt",
            paramLabel = "WAV",
            description = "Instead: ask the first question, and say this into the answer; several, one a call")
    private List<Path> interruptions = List.of();

    @Option(
            names = "--disturb",
            paramLabel = "N",
            description =
                    "As --interrupt, with N coughs, noises and \"mhm\"; with --records, how many were taken for words")
    private int disturbances;

    @Option(
            names = "--records",
            paramLabel = "JSONL",
            description = "The system's file of call records: prints each stage of the turns")
    private Path records;

    @Option(names = "--tcp", description = "SIP over TCP (default: UDP)")
    private boolean tcp;

    @Override
    public Integer call() throws Exception {
        if (idle > 0) {
            return holdIdleCalls();
        }
        if (disturbances > 0) {
            return interrupt(disturbances());
        }
        return interruptions.isEmpty() ? askQuestions() : interrupt(recorded());
    }

    private List<Pcm> disturbances() {
        List<Pcm> sounds = new ArrayList<>();
        for (int i = 0; i < disturbances; i++) {
            int ms = 200 + 450 * i / disturbances;
            short[] sound =
                    switch (i % 3) {
                        case 0 -> LineSounds.cough(ms);
                        case 1 -> LineSounds.noise(3 * ms);
                        default -> LineSounds.mhm(ms);
                    };
            sounds.add(new Pcm(sound, 8000));
        }
        return sounds;
    }

    private List<Pcm> recorded() throws IOException {
        List<Pcm> said = new ArrayList<>();
        for (Path interruption : interruptions) {
            said.add(WavFile.read(interruption));
        }
        return said;
    }

    private int interrupt(List<Pcm> said) throws IOException, InterruptedException {
        RecordedStages calls = records == null ? null : new RecordedStages(records);
        Pcm question = WavFile.read(firstQuestion());
        InterruptedCalls interrupted = new InterruptedCalls(CallCommand.options(target, tcp, null), question);
        List<Double> stops = interrupted.stops(said);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("interrupts %d calls, %d while the answer was heard%n", said.size(), stops.size());
        line(out, "greeting", interrupted.greetings());
        line(out, "silence", stops);
        if (calls != null) {
            out.printf("meant      %d of %d%n", calls.bargeIns(), stops.size());
        }
        out.flush();
        return stops.isEmpty() ? 1 : 0;
    }

    private Path firstQuestion() {
        if (questions.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--play=WAV'");
        }
        return questions.get(0);
    }

    private int holdIdleCalls() throws IOException, InterruptedException {
        ProcessHandle process = ProcessHandle.of(pid)
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "--pid names no process: " + pid));
        CallerOptions options = CallCommand.options(target, tcp, null).withoutRecording();
        IdleCalls.Cost cost = IdleCalls.measure(options, idle, Duration.ofSeconds(seconds), process);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "idle       %d calls answered of %d, %.1f %% of one core, RTP %d received, %d lost%n",
                cost.answered(),
                idle,
                cost.coresPercent(),
                cost.received(),
                cost.lost());
        out.flush();
        return cost.answered() == idle ? 0 : 1;
    }

    private int askQuestions() throws Exception {
        firstQuestion();
        List<Pcm> sounds = new ArrayList<>();
        for (Path question : questions) {
            sounds.add(WavFile.read(question));
        }
        RecordedStages stages = records == null ? null : new RecordedStages(records);
        ExecutorService callers = Executors.newFixedThreadPool(Math.max(1, atOnce));
        List<Future<CallReport>> running = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            int call = i;
            running.add(callers.submit(() -> place(asked(sounds, call))));
        }
        List<CallReport> reports = new ArrayList<>();
        for (Future<CallReport> call : running) {
            reports.add(call.get());
        }
        callers.shutdown();
        print(reports);
        if (stages != null) {
            print(stages);
        }
        return reports.stream().allMatch(r -> r.outcome().isAnswered()) ? 0 : 1;
    }

    private List<Pcm> asked(List<Pcm> sounds, int call) {
        int count = perCall > 0 ? perCall : sounds.size();
        List<Pcm> asked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            asked.add(sounds.get((call * count + i) % sounds.size()));
        }
        return asked;
    }

    private void print(RecordedStages stages) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        stages.read().forEach((stage, values) -> line(out, "  " + stage.replaceFirst("Ms$", ""), values));
        out.flush();
    }

    private CallReport place(List<Pcm> sounds) throws IOException, SttException, InterruptedException {
        CallScript script = CallScript.begin().awaitGreeting(Duration.ofSeconds(10));
        for (int i = 0; i < sounds.size(); i++) {
            script.say("question " + (i + 1), sounds.get(i)).awaitAnswer(Duration.ofSeconds(20));
        }
        return new ScriptedCall(null, null, CallObserver.NONE)
                .run(CallCommand.options(target, tcp, null), script.hangUp(), null);
    }

    private void print(List<CallReport> reports) {
        PrintWriter out = spec.commandLine().getOut();
        List<CallReport> answered =
                reports.stream().filter(r -> r.outcome().isAnswered()).toList();
        List<CallReport.TurnReport> turns =
                answered.stream().flatMap(r -> r.turns().stream()).toList();
        List<Double> responses = turns.stream()
                .filter(t -> t.responseMs() != null)
                .map(t -> (double) t.responseMs())
                .toList();
        out.printf("calls      %d placed, %d answered%n", reports.size(), answered.size());
        out.printf("questions  %d asked, %d answered%n", turns.size(), responses.size());
        line(
                out,
                "set-up",
                answered.stream().map(r -> (double) r.outcome().setupMs()).toList());
        line(out, "response", responses);
        line(out, "jitter", answered.stream().map(r -> r.rtp().jitterMs()).toList());
        line(out, "our delay", answered.stream().map(r -> r.rtp().ownLatestMs()).toList());
        out.printf(
                "RTP        %d received, %d lost%n",
                answered.stream().mapToLong(r -> r.rtp().received()).sum(),
                answered.stream().mapToLong(r -> r.rtp().lost()).sum());
        out.flush();
    }

    private static void line(PrintWriter out, String label, List<Double> values) {
        if (!values.isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "%-16s p50 %.1f ms, p95 %.1f ms, worst %.1f ms%n",
                    label,
                    percentile(values, 50),
                    percentile(values, 95),
                    percentile(values, 100));
        }
    }

    /** The nearest-rank percentile: a value that was really measured. */
    static double percentile(List<Double> values, int percent) {
        List<Double> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(1, rank) - 1);
    }
}
