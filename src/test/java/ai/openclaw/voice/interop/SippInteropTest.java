package ai.openclaw.voice.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Manners on the telephone, as an independent SIP implementation sees them. All scenarios run side by side. */
class SippInteropTest {
    private static final Path SCENARIOS = Path.of("src/test/resources/sipp");
    private static final Path OUTPUT = Path.of("target/sipp");
    private static final int SIDE_BY_SIDE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Map<String, Future<String>> results = new TreeMap<>();
    private static InteropBed bed;
    private static SippTool sipp;
    private static ExecutorService threads;

    static Stream<String> scenarios() throws Exception {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            return files
                    .map(file -> file.getFileName().toString().replace(".xml", ""))
                    .filter(name -> name.matches(System.getProperty("sipp.scenarios", ".*")))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @BeforeAll
    static void callFromAllSides() throws Exception {
        sipp = SippTool.find();
        bed = new InteropBed();
        threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        scenarios().forEach(name -> results.put(name, threads.submit(() -> run(name))));
    }

    @AfterAll
    static void nothingIsLeft() {
        threads.shutdownNow();
        try {
            await().atMost(PATIENCE).until(() -> bed.calls() == 0 && bed.rooms() == 0);
        } finally {
            bed.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void behaves(String name) throws Exception {
        assertThat(results.get(name).get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isEmpty();

        SippScenario scenario = SippScenario.read(SCENARIOS.resolve(name + ".xml"));
        for (Map.Entry<String, String> expected : scenario.expected().entrySet()) {
            List<String> wanted = List.of(expected.getValue().split(","));
            await(name).atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                List<String> told = bed.told(name);
                switch (expected.getKey()) {
                    case "told" -> assertThat(told).containsSubsequence(wanted);
                    case "once" -> assertThat(told).filteredOn(wanted::contains).hasSameSizeAs(wanted);
                    case "never" -> assertThat(told).doesNotContainAnyElementsOf(wanted);
                    default -> throw new AssertionError("what is expect " + expected.getKey());
                }
            });
        }
    }

    /**
     * sipp takes a repetition for the next response when there is another message between the two. Repetitions come when
     * the machine is so slow that an answer takes more than half a second; such a run says nothing, so there is another.
     */
    private static String run(String name) throws Exception {
        String wrong = runOnce(name);
        return wrong.isEmpty() || !somethingCameTwice(name) ? wrong : runOnce(name);
    }

    private static boolean somethingCameTwice(String name) throws Exception {
        Path messages = OUTPUT.resolve(name + ".messages");
        Set<String> seen = new HashSet<>();
        return Files.exists(messages)
                && Stream.of(Files.readString(messages).split("-{20,}.*\\R"))
                        .filter(message -> message.contains("message received"))
                        .anyMatch(message -> !seen.add(message));
    }

    /** @return what went wrong; empty when all went as the scenario says */
    private static String runOnce(String name) throws Exception {
        SippScenario scenario = SippScenario.read(SCENARIOS.resolve(name + ".xml"));
        Files.createDirectories(OUTPUT);
        Path file = OUTPUT.resolve(name + ".xml");
        Files.writeString(file, scenario.complete());
        Path errors = OUTPUT.resolve(name + ".errors");
        Path messages = OUTPUT.resolve(name + ".messages");
        Files.deleteIfExists(errors);
        Files.deleteIfExists(messages);
        int port = freePort();
        List<String> arguments = new ArrayList<>(List.of("-sf", file.toString(), "-m", "1", "-i", "127.0.0.1"));
        arguments.addAll(List.of("-p", Integer.toString(port), "-mi", "127.0.0.1", "-nostdin"));
        arguments.addAll(List.of("-timeout", "40", "-timeout_error", "-trace_err", "-error_file", errors.toString()));
        arguments.addAll(List.of("-trace_msg", "-message_file", messages.toString()));
        arguments.add("127.0.0.1:" + bed.port());
        Process process = sipp.command(arguments)
                .redirectOutput(OUTPUT.resolve(name + ".screen").toFile())
                .start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return "sipp does not end";
        }
        if (process.exitValue() == 0) {
            return "";
        }
        String said = Files.exists(errors) ? Files.readString(errors) : "";
        return "sipp " + process.exitValue() + ": " + said + "; the messages are in " + messages;
    }

    private static int freePort() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
