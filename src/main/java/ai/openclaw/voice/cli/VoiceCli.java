package ai.openclaw.voice.cli;

import ai.openclaw.voice.cli.doctor.DoctorCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The Java side of {@code ./voice}: the script finds Java, builds, and hands the rest of its arguments to this. */
@Command(
        name = "voice",
        description = "Lets a person phone an OpenClaw assistant.",
        subcommands = {
            DemoCommand.class,
            BrainCommand.class,
            CallCommand.class,
            BenchCommand.class,
            ScenarioCommand.class,
            DoctorCommand.class,
            HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = JarVersion.class)
public final class VoiceCli {
    private VoiceCli() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new VoiceCli());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            // For the person at the keyboard: one line, and the trace only where it is asked for.
            String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
            command.getErr().println("voice: " + reason.lines().findFirst().orElse(reason));
            if (System.getenv("VOICE_TRACE") != null) {
                failure.printStackTrace(command.getErr());
            }
            return 1;
        });
        return line;
    }
}
