package ai.openclaw.voice.cli.doctor;

import ai.openclaw.voice.boot.DoctorSurroundings;
import ai.openclaw.voice.boot.VoiceProperties;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** What is wrong with the set-up, and what to change. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Looks at a running system from outside, calls it, and names the setting to change for what fails. "
                        + "Where none runs, each extension is registered once, and that is taken back.",
        footer = "Settings such as --voice.sip.port=5070 are taken as for ./voice run. Status 1 when something failed.")
public final class DoctorCommand implements Callable<Integer> {
    @Option(
            names = "--target",
            paramLabel = "sip:EXTENSION@HOST:PORT",
            description = "Whom to call (default: 9001 at voice.sip.host and voice.sip.port)")
    private String target;

    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "The system's HTTP address (default: by voice.http.host and voice.http.port)")
    private String api;

    @Option(names = "--json", description = "A JSON line for each finding")
    private boolean json;

    @Unmatched
    private final List<String> settings = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (DoctorSurroundings surroundings = DoctorSurroundings.of(settings)) {
            VoiceProperties voice = surroundings.settings();
            Patient patient = new Patient(
                    surroundings,
                    target != null
                            ? target
                            : "sip:9001@" + reachable(voice.sip().host()) + ":"
                                    + voice.sip().port(),
                    api != null
                            ? api.replaceFirst("/+$", "")
                            : "http://" + reachable(voice.http().host()) + ":"
                                    + voice.http().port());
            List<Finding> findings = Doctor.look(patient, this::print);
            boolean failed = findings.stream().anyMatch(finding -> finding.state() == Finding.State.FAILED);
            return failed ? 1 : 0;
        }
    }

    /** A listener on all addresses is called on this machine's own. */
    private static String reachable(String host) {
        return host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    }

    private void print(Finding finding) {
        PrintWriter out = spec.commandLine().getOut();
        String state = finding.state().name().toLowerCase(Locale.ROOT);
        if (json) {
            ObjectNode line = Patient.JSON.createObjectNode();
            line.put("check", finding.check()).put("state", state).put("sentence", finding.sentence());
            line.put("change", finding.change());
            out.println(line);
        } else {
            out.printf("%-8s %-13s %s%n", state, finding.check(), finding.sentence());
            if (finding.change() != null) {
                out.printf("%-22s change: %s%n", "", finding.change());
            }
        }
        out.flush();
    }
}
