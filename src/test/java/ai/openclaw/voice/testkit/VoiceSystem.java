package ai.openclaw.voice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.VoiceApplication;
import ai.openclaw.voice.canary.Admission;
import ai.openclaw.voice.component.rtp.RtpComponent;
import ai.openclaw.voice.component.sip.SipComponent;
import ai.openclaw.voice.component.stt.SttEngine;
import ai.openclaw.voice.component.stt.SttEngines;
import ai.openclaw.voice.demo.brain.DemoBrain;
import ai.openclaw.voice.demo.caller.CallerOptions;
import ai.openclaw.voice.worker.VoiceSessions;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/**
 * The whole product, started for a test on ports that are free: real engines, the demo brain behind real HTTP, SIP and RTP
 * on loopback. {@code ./voice models} must have brought the models.
 */
public final class VoiceSystem implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * For tests that count what the brain is asked: a caller's two sentences are one question, and none is asked on a
     * presumption. Between sentences a recording is silent for less than that.
     */
    private static final String[] ONE_QUESTION_A_TURN = {"voice.endpoint.presume=false", "voice.endpoint.min-ms=800"};

    private final ServletWebServerApplicationContext context;
    private final List<JsonNode> records = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> recorder = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            try {
                records.add(JSON.readTree(event.getFormattedMessage()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private VoiceSystem(ServletWebServerApplicationContext context) {
        this.context = context;
        recorder.start();
        recordLog().addAppender(recorder);
    }

    /** @param properties {@code key=value}; they come before the test's own defaults */
    public static VoiceSystem start(String... properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "--voice.sip.port=0",
                "--voice.http.port=0",
                "--voice.demo-brain.port=0",
                "--voice.rtp.port-min=" + RTP_FROM,
                "--voice.rtp.port-max=" + (RTP_FROM + 999),
                "--voice.admin.password=for-tests-only",
                "--voice.api.token=token-for-tests",
                "--voice.models.dir=" + modelsFolder()));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return new VoiceSystem((ServletWebServerApplicationContext)
                new SpringApplicationBuilder(VoiceApplication.class).run(arguments.toArray(String[]::new)));
    }

    /**
     * Apart from the product's own range and from the kernel's ephemeral ports, so that a running system is no hindrance,
     * and one range for each JVM that runs tests at the same time.
     */
    private static final int RTP_FROM = 23_000 + 1000 * Integer.getInteger("test.fork", 1);

    private static String modelsFolder() {
        String said = System.getProperty("voice.models", System.getenv("VOICE_MODELS"));
        return said == null || said.isBlank() ? "models" : said;
    }

    /** As {@link #start}, of a system that waits long enough to be asked once a turn. */
    public static VoiceSystem patient(String... properties) {
        return start(Stream.concat(Stream.of(ONE_QUESTION_A_TURN), Stream.of(properties))
                .toArray(String[]::new));
    }

    /** A call to an extension of the system, over UDP unless changed. */
    public CallerOptions call(String extension) {
        return CallerOptions.to("sip:" + extension + "@127.0.0.1:" + sipPort());
    }

    public int sipPort() {
        return context.getBean(SipComponent.class).boundPort();
    }

    public int httpPort() {
        return context.getWebServer().getPort();
    }

    public DemoBrain brain() {
        return context.getBean(DemoBrain.class);
    }

    /** Judges what the caller heard: the engine that did not hear the caller, so that no mistake judges itself. */
    public SttEngine ears() {
        return context.getBean(SttEngines.class).named("fallback");
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Waits for the record of the call with this number among all since the start, counted from 1. */
    public JsonNode awaitRecord(int number) {
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> records.size() >= number);
        return records.get(number - 1);
    }

    public List<JsonNode> records() {
        return records;
    }

    /** How many calls have left a record, once no call is left that still owes one: a caller's BYE is done before it is. */
    public int recordsOnceQuiet() {
        awaitNothingLeft();
        return records.size();
    }

    /** Waits until no call, room, place, session or turn is left; names what stays. */
    public void awaitNothingLeft() {
        Awaitility.await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(leftovers())
                .isEmpty());
    }

    private Map<String, Object> leftovers() {
        Map<String, Object> left = new TreeMap<>();
        left.put("SIP calls", context.getBean(SipComponent.class).callCount());
        left.put("rooms", context.getBean(RtpComponent.class).rooms().all().size());
        left.put("places", context.getBean(Admission.class).inside());
        left.put("sessions", context.getBean(VoiceSessions.class).active());
        left.put(
                "turns",
                Thread.getAllStackTraces().entrySet().stream()
                        .filter(thread -> thread.getKey().getName().startsWith("voice-turn"))
                        .filter(thread -> Arrays.stream(thread.getValue())
                                .anyMatch(frame -> frame.getClassName().endsWith("worker.RouteTurns")))
                        .count());
        left.values().removeIf(count -> ((Number) count).intValue() == 0);
        return left;
    }

    @Override
    public void close() {
        recordLog().detachAppender(recorder);
        context.close();
    }

    private static Logger recordLog() {
        return (Logger) LoggerFactory.getLogger("call-record");
    }

    /** A copy of the product's routes in a folder of its own, for a test that changes one. */
    public static Path copyOfRoutes(Path folder) {
        try (var files = Files.list(Path.of("src/main/resources/routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
