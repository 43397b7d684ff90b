package ai.openclaw.voice.cli;

import ai.openclaw.voice.demo.brain.DemoBrain;
import ai.openclaw.voice.demo.brain.DemoBrainOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the demo brain alone, for integrators who want to see their system with a brain that fails on command. */
@Command(
        name = "brain",
        mixinStandardHelpOptions = true,
        versionProvider = JarVersion.class,
        description = "Runs the demo brain, which speaks an OpenClaw gateway's protocol.")
final class BrainCommand implements Callable<Integer> {
    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on (${DEFAULT-VALUE})")
    private String host;

    @Option(names = "--port", defaultValue = "18790", description = "Port to listen on (${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--first-token-ms", defaultValue = "200", description = "How long it thinks, ms (${DEFAULT-VALUE})")
    private int firstTokenMs;

    @Override
    public Integer call() throws InterruptedException {
        DemoBrainOptions options = DemoBrainOptions.defaults().withHost(host).withFirstTokenMs(firstTokenMs);
        try (DemoBrain brain = DemoBrain.start(port, options)) {
            System.out.println("The demo brain listens on " + brain.baseUrl() + "/v1/chat/completions");
            System.out.println(
                    "Make it fail:   curl -d '{\"kind\":\"hang\",\"times\":1}' " + brain.baseUrl() + "/faults");
            System.out.println("Mend it:        curl -X DELETE " + brain.baseUrl() + "/faults");
            System.out.println("End with Ctrl-C.");
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
