package ai.openclaw.voice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.component.tts.SpeechStream;
import ai.openclaw.voice.component.tts.TtsEngines;
import ai.openclaw.voice.demo.caller.CallObserver;
import ai.openclaw.voice.demo.caller.CallReport;
import ai.openclaw.voice.demo.caller.CallScript;
import ai.openclaw.voice.demo.caller.Listener;
import ai.openclaw.voice.demo.caller.ScriptedCall;
import ai.openclaw.voice.demo.caller.WordError;
import ai.openclaw.voice.testkit.HumanSpeech;
import ai.openclaw.voice.testkit.VoiceSystem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A speech service over HTTP that breaks off in the middle of every sentence. */
class DyingVoiceTest {
    private static final String GREETING =
            "Welcome to the town hall. Today we are open until half past five in the afternoon.";
    private static final int SERVICE_RATE_HZ = 24_000;

    private volatile TtsEngines voices;

    @Test
    void theSentenceIsHeardToItsEndAllTheSame() throws Exception {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.setExecutor(Executors.newCachedThreadPool());
        service.createContext("/v1/audio/speech", this::speakHalf);
        service.start();
        try (VoiceSystem system = VoiceSystem.start(
                "voice.tts.url=http://127.0.0.1:" + service.getAddress().getPort() + "/v1",
                "voice.tts.primary=http",
                "voice.phrases.greeting=" + GREETING)) {
            voices = system.bean(TtsEngines.class);
            HumanSpeech human = HumanSpeech.required();
            CallReport report = new ScriptedCall(null, new Listener(system.ears(), "en-US"), CallObserver.NONE)
                    .run(
                            system.call("9001"),
                            CallScript.begin()
                                    .awaitGreeting(Duration.ofSeconds(20))
                                    .say(
                                            "thank you",
                                            human.clip("auth-thankyou").sound())
                                    .awaitAnswer(Duration.ofSeconds(20))
                                    .hangUp(),
                            null);

            String greeting = report.lines().stream()
                    .filter(line -> line.speaker().equals("assistant"))
                    .map(CallReport.Line::text)
                    .findFirst()
                    .orElse("");
            assertThat(greeting.toLowerCase()).as("the end of it").contains("afternoon");
            assertThat(WordError.overlap(GREETING, greeting)).as(greeting).isGreaterThan(0.7);
        } finally {
            service.stop(0);
        }
    }

    /** The first half of what the built-in voice says, and then the connection is cut. */
    private void speakHalf(HttpExchange exchange) throws IOException {
        JsonNode request = new ObjectMapper().readTree(exchange.getRequestBody());
        byte[] sound = spoken(request.get("input").asText());
        exchange.getResponseHeaders().add("Content-Type", "audio/pcm");
        exchange.sendResponseHeaders(200, sound.length);
        exchange.getResponseBody().write(sound, 0, sound.length / 4 * 2);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private byte[] spoken(String text) throws IOException {
        if (voices == null) {
            throw new IOException("the service is not up yet");
        }
        try (SpeechStream speech = voices.fallback().speak(Speakable.ofAnswer(text), null)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (Pcm piece = speech.next(); piece != null; piece = speech.next()) {
                bytes.write(littleEndian(piece));
            }
            return bytes.toByteArray();
        } catch (Exception e) {
            throw new IOException("nothing to say it with", e);
        }
    }

    /** At the service's rate, by repeating samples: what matters is which words are there. */
    private static byte[] littleEndian(Pcm piece) {
        int length = (int) ((long) piece.samples().length * SERVICE_RATE_HZ / piece.sampleRateHz());
        ByteBuffer bytes = ByteBuffer.allocate(2 * length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < length; i++) {
            bytes.putShort(piece.samples()[(int) ((long) i * piece.sampleRateHz() / SERVICE_RATE_HZ)]);
        }
        return bytes.array();
    }
}
