package ai.openclaw.voice.cli;

import ai.openclaw.voice.audio.WavFile;
import ai.openclaw.voice.demo.caller.CallObserver;
import ai.openclaw.voice.demo.caller.CallOutcome;
import ai.openclaw.voice.demo.caller.CallReport;
import ai.openclaw.voice.demo.caller.CallScript;
import ai.openclaw.voice.demo.caller.CallerOptions;
import ai.openclaw.voice.demo.caller.Codec;
import ai.openclaw.voice.demo.caller.DemoScreen;
import ai.openclaw.voice.demo.caller.ScriptedCall;
import ai.openclaw.voice.demo.caller.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The built-in caller against a system that runs elsewhere. */
@Command(
        name = "call",
        mixinStandardHelpOptions = true,
        versionProvider = JarVersion.class,
        description = "Places a call to a running system, plays recordings as questions, and measures the answers.")
final class CallCommand implements Callable<Integer> {
    @Parameters(paramLabel = "sip:EXTENSION@HOST:PORT", description = "Whom to call")
    private String target;

    @Option(names = "--play", paramLabel = "WAV", description = "A question, mono WAV; may be given several times")
    private List<Path> questions = List.of();

    @Option(names = "--press", paramLabel = "KEYS", description = "Keys to press at the end: 0-9*#A-D")
    private String keys = "";

    @Option(names = "--tcp", description = "SIP over TCP (default: UDP)")
    private boolean tcp;

    @Option(names = "--codec", description = "Offer only this: ${COMPLETION-CANDIDATES} (default: both, PCMU first)")
    private Codec codec;

    @Option(names = "--wait", paramLabel = "S", defaultValue = "20", description = "Longest wait for an answer, s")
    private int patience;

    @Option(names = "--wav", paramLabel = "FILE", description = "Leave a stereo recording there")
    private Path wav;

    @Override
    public Integer call() throws Exception {
        CallScript script = CallScript.begin().awaitGreeting(Duration.ofSeconds(10));
        for (Path question : questions) {
            script.say(question.getFileName().toString(), WavFile.read(question))
                    .awaitAnswer(Duration.ofSeconds(patience));
        }
        if (!keys.isEmpty()) {
            script.press(keys);
        }
        CallerOptions options = options(target, tcp, codec);
        DemoScreen screen = DemoScreen.ofTerminal();
        screen.heading("Calling " + options.target());
        CallReport report = new ScriptedCall(null, null, new CallObserver() {
                    @Override
                    public void outcome(CallOutcome outcome) {
                        screen.note(outcome.status() + " " + outcome.reasonPhrase());
                    }

                    @Override
                    public void callerSays(String words) {
                        screen.said("caller", words);
                    }
                })
                .run(options, script.hangUp(), wav);
        screen.figures(report);
        boolean answered =
                report.outcome().isAnswered() && report.turns().stream().allMatch(turn -> turn.responseMs() != null);
        return answered ? 0 : 1;
    }

    static CallerOptions options(String target, boolean tcp, Codec codec) {
        CallerOptions options = CallerOptions.to(target).over(tcp ? Transport.TCP : Transport.UDP);
        return codec == null ? options : options.codecs(codec);
    }
}
