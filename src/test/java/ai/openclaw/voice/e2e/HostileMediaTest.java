package ai.openclaw.voice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.component.rtp.RtpComponent;
import ai.openclaw.voice.component.rtp.room.MediaCounters;
import ai.openclaw.voice.demo.brain.RecordedRequest;
import ai.openclaw.voice.demo.caller.CallObserver;
import ai.openclaw.voice.demo.caller.CallReport;
import ai.openclaw.voice.demo.caller.CallScript;
import ai.openclaw.voice.demo.caller.Listener;
import ai.openclaw.voice.demo.caller.RtpFaults;
import ai.openclaw.voice.demo.caller.ScriptedCall;
import ai.openclaw.voice.demo.caller.WordError;
import ai.openclaw.voice.testkit.HumanSpeech;
import ai.openclaw.voice.testkit.VoiceSystem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bad lines and intruders, all at once: whoever speaks through them is understood, and the call beside them is clean. */
class HostileMediaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SEED = 20261122;

    private static VoiceSystem system;
    private static HumanSpeech human;

    @BeforeAll
    static void start() {
        human = HumanSpeech.required();
        system = VoiceSystem.patient("voice.phrases.greeting=Hello.");
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void noBadLineHurtsTheCallBesideIt() throws Exception {
        MediaCounters counters = system.bean(RtpComponent.class).counters();
        long garbage = counters.garbage.sum();
        long foreign = counters.foreign.sum();
        Map<String, RtpFaults> lines = new LinkedHashMap<>();
        lines.put("clean", RtpFaults.NONE);
        lines.put("garbage after every packet", RtpFaults.NONE.garbageEvery(1));
        lines.put("an intruder talks into it", RtpFaults.NONE.foreignEvery(2));
        lines.put("5 % loss", RtpFaults.NONE.loseEvery(20));
        lines.put("50 ms jitter", RtpFaults.NONE.jitterMs(50));
        HumanSpeech.Clip clip = human.clip("cannot-complete-as-dialed");
        Map<String, CallReport> reports = new LinkedHashMap<>();

        ExecutorService callers = Executors.newCachedThreadPool();
        try (Noise noise = new Noise(system.sipPort())) {
            Map<String, CompletableFuture<CallReport>> calls = new LinkedHashMap<>();
            lines.forEach((name, faults) ->
                    calls.put(name, CompletableFuture.supplyAsync(() -> call(faults, listening(clip)), callers)));
            // We answer to where sound comes from, so this caller, who listens where its SDP says, is heard but deaf.
            CompletableFuture<CallReport> deaf = CompletableFuture.supplyAsync(
                    () -> call(RtpFaults.NONE.fromWrongSourcePort(), talking(clip)), callers);
            for (var entry : calls.entrySet()) {
                reports.put(entry.getKey(), entry.getValue().get(150, TimeUnit.SECONDS));
            }
            assertThat(deaf.get(150, TimeUnit.SECONDS).outcome().status()).isEqualTo(200);
            assertThat(noise.sent()).as("datagrams of nonsense for SIP").isGreaterThan(50);
        } finally {
            callers.shutdownNow();
        }

        SoftAssertions softly = new SoftAssertions();
        reports.forEach((line, report) -> {
            softly.assertThat(report.turns()).as(line).hasSize(1);
            report.turns().forEach(turn -> softly.assertThat(
                            WordError.overlap("I heard you say " + clip.text(), turn.answer()))
                    .as("the caller with '%s' heard: %s", line, turn.answer())
                    .isGreaterThan(0.6));
            softly.assertThat(report.rtp().lost()).as("lost of ours: " + line).isZero();
            softly.assertThat(report.rtp().invalid()).as("no RTP: " + line).isZero();
        });
        softly.assertAll();
        assertThat(counters.garbage.sum() - garbage).as("garbage counted").isGreaterThan(100);
        assertThat(counters.foreign.sum() - foreign).as("foreign counted").isGreaterThan(50);
        assertThat(counters.failures.sum()).isZero();
        assertThat(system.brain().counters().questions())
                .filteredOn(question -> question.sessionKey().contains(":call-"))
                .hasSize(lines.size() + 1)
                .allSatisfy(question -> assertThat(WordError.overlap(clip.text(), lastUserWords(question)))
                        .isGreaterThan(0.5));
        system.awaitRecord(lines.size() + 1);
        assertThat(system.records())
                .hasSize(lines.size() + 1)
                .allSatisfy(
                        record -> assertThat(record.get("endReason").asText()).isEqualTo("caller-hangup"))
                .allSatisfy(record -> assertThat(record.get("errors")).isEmpty())
                .extracting(record -> record.get("sessionKey"))
                .doesNotHaveDuplicates()
                .allMatch(JsonNode::isTextual);
        system.awaitNothingLeft();
    }

    private static String lastUserWords(RecordedRequest question) throws IOException {
        JsonNode messages = new ObjectMapper().readTree(question.body()).get("messages");
        return messages.get(messages.size() - 1).get("content").asText();
    }

    private static CallScript listening(HumanSpeech.Clip clip) {
        return CallScript.begin()
                .awaitGreeting(PATIENCE)
                .say(clip.text(), clip.sound())
                .awaitAnswer(PATIENCE)
                .hangUp();
    }

    private static CallScript talking(HumanSpeech.Clip clip) {
        return CallScript.begin()
                .pause(Duration.ofSeconds(3))
                .say(clip.text(), clip.sound())
                .pause(Duration.ofSeconds(8))
                .hangUp();
    }

    private static CallReport call(RtpFaults faults, CallScript script) {
        try {
            return new ScriptedCall(null, new Listener(system.ears(), "en-US"), CallObserver.NONE)
                    .run(system.call("9001").faults(faults), script, null);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends the SIP port what no telephone would say, by datagram and by stream, until closed. */
    private static final class Noise implements AutoCloseable {
        private final Thread thread;
        private final int port;
        private volatile boolean closed;
        private volatile int sent;

        Noise(int port) {
            this.port = port;
            thread = new Thread(this::run, "noise");
            thread.setDaemon(true);
            thread.start();
        }

        int sent() {
            return sent;
        }

        private void run() {
            Random random = new Random(SEED);
            try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
                while (!closed) {
                    byte[] bytes = nonsense(random);
                    socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.0.0.1"), port));
                    if (sent++ % 50 == 0) {
                        try (Socket stream = new Socket("127.0.0.1", port)) {
                            stream.getOutputStream().write(nonsense(random));
                        }
                    }
                    LockSupport.parkNanos(20_000_000);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static byte[] nonsense(Random random) {
            byte[] bytes = new byte[1 + random.nextInt(1200)];
            random.nextBytes(bytes);
            String text =
                    switch (random.nextInt(5)) {
                        case 0 -> "INVITE sip:9001@127.0.0.1 SIP/2.0\r\n\r\n";
                        case 1 -> "BYE sip:9001@127.0.0.1 SIP/2.0\r\nVia: nonsense\r\nCSeq: x BYE\r\n\r\n";
                        case 2 -> "SIP/2.0 999 \r\nCSeq: 1 INVITE\r\n\r\n";
                        case 3 -> "\r\n\r\n";
                        default -> null;
                    };
            return text == null ? bytes : text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws InterruptedException {
            closed = true;
            thread.join(5000);
        }
    }
}
