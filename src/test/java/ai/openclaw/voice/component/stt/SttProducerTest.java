package ai.openclaw.voice.component.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Hands;
import ai.openclaw.voice.call.Manners;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.TurnTimings.Stage;
import ai.openclaw.voice.call.Utterance;
import ai.openclaw.voice.call.Utterance.Supposition;
import ai.openclaw.voice.call.VoiceHeaders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SttProducerTest {
    private static final Pcm SPEECH = new Pcm(new short[800], 8000);

    private final NotingEngine engine = new NotingEngine("noting");
    private final NotingEngine other = new NotingEngine("other");
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Turn turn = new Turn(CallId.fresh(), 1);
    private volatile Boolean interruptedAfterwards;

    @BeforeEach
    void start() throws Exception {
        SttComponent component = new SttComponent();
        component.setEngines(new SttEngines(List.of(engine, other), null, null));
        camel.addComponent("stt", component);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:hear")
                        .to("stt:primary?language=en-GB")
                        .process(exchange ->
                                interruptedAfterwards = Thread.currentThread().isInterrupted());
                from("direct:fallback").to("stt:fallback");
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void followsTheUtteranceStepByStepWhileItIsSaid() throws Exception {
        Utterance utterance = new Utterance();
        CompletableFuture<Exchange> heard = hear(utterance);
        utterance.append(SPEECH);
        utterance.pause();
        utterance.resumed();
        utterance.append(SPEECH);
        assertThat(heard).isNotDone();
        utterance.pause();
        utterance.commit();
        heard.get(10, TimeUnit.SECONDS);
        assertThat(engine.seen)
                .containsExactly(
                        "begin en-GB",
                        "accept 800 at 8000",
                        "pause",
                        "resume",
                        "accept 800 at 8000",
                        "pause",
                        "finish",
                        "close");
    }

    @Test
    void theDialledExtensionHasItsLanguageAndItsEngine() {
        Profile own = new Profile(
                "9001", null, Manners.DEFAULT, null, null, "de-DE", null, "other", null, List.of(), Hands.DEFAULT);

        assertThat(engineOf("direct:hear", own)).isEqualTo("other");
        assertThat(other.seen).first().isEqualTo("begin de-DE");
        assertThat(engineOf("direct:fallback", own))
                .as("the usual one stands in")
                .isEqualTo("noting");
    }

    private Object engineOf(String route, Profile profile) {
        return camel.createProducerTemplate()
                .send(route, exchange -> {
                    exchange.getMessage().setBody(SPEECH);
                    exchange.getMessage().setHeader(VoiceHeaders.PROFILE, profile);
                })
                .getMessage()
                .getHeader(SttConstants.ENGINE);
    }

    @Test
    void tellsTheUtteranceWhatIsSupposedInEachPause() throws Exception {
        List<Supposition> supposed = Collections.synchronizedList(new ArrayList<>());
        Utterance utterance = new Utterance();
        utterance.onSupposed(supposed::add);
        utterance.append(SPEECH);
        utterance.pause();
        utterance.resumed();
        utterance.append(SPEECH);
        utterance.pause();
        utterance.presume();
        hear(utterance).get(10, TimeUnit.SECONDS);
        assertThat(supposed)
                .containsExactly(
                        new Supposition("what was guessed", true, 1), new Supposition("what was guessed", true, 2));
    }

    @Test
    void tellsWhatAStreamingEngineUnderstandsWheneverThatChanges() throws Exception {
        List<Supposition> supposed = Collections.synchronizedList(new ArrayList<>());
        engine.partial = "what";
        Utterance utterance = new Utterance();
        utterance.onSupposed(supposed::add);
        utterance.append(SPEECH);
        utterance.append(SPEECH);
        utterance.pause();
        utterance.resumed();
        CompletableFuture<Exchange> heard = hear(utterance);
        await().until(() -> supposed.size() == 2);
        engine.partial = "what was";
        utterance.append(SPEECH);
        utterance.commit();
        heard.get(10, TimeUnit.SECONDS);
        assertThat(supposed)
                .containsExactly(
                        new Supposition("what", false, 0),
                        new Supposition("what was guessed", true, 1),
                        new Supposition("what was", false, 1));
    }

    @Test
    void givesTheTranscriptWhenTheEndIsPresumed() throws Exception {
        Utterance utterance = new Utterance();
        utterance.append(SPEECH);
        utterance.pause();
        utterance.presume();
        Exchange exchange = hear(utterance).get(10, TimeUnit.SECONDS);
        assertThat(exchange.getMessage().getBody()).isEqualTo("what was said");
        assertThat(turn.timings().msBetween(Stage.TRANSCRIBED, Stage.TRANSCRIBED))
                .isPresent();
    }

    @Test
    void supposesNothingWhenTheGuessFails() throws Exception {
        List<Supposition> supposed = Collections.synchronizedList(new ArrayList<>());
        engine.failure = new SttException("broken");
        Utterance utterance = new Utterance();
        utterance.onSupposed(supposed::add);
        utterance.append(SPEECH);
        utterance.pause();
        utterance.commit();
        hear(utterance).get(10, TimeUnit.SECONDS);
        assertThat(supposed).isEmpty();
    }

    @Test
    void putsTheTranscriptInTheBodyAndItsHeadersAndMarksTheTurn() throws Exception {
        Utterance utterance = new Utterance();
        utterance.append(SPEECH);
        turn.timings().mark(Stage.COMMITTED);
        utterance.commit();
        Exchange exchange = hear(utterance).get(10, TimeUnit.SECONDS);
        assertThat(exchange.getMessage().getBody()).isEqualTo("what was said");
        assertThat(exchange.getMessage().getHeader(SttConstants.TEXT)).isEqualTo("what was said");
        assertThat(exchange.getMessage().getHeader(SttConstants.ENGINE)).isEqualTo("noting");
        assertThat(exchange.getMessage().getHeader(SttConstants.LATENCY_MS, Long.class))
                .isNotNegative();
        assertThat(turn.timings().msBetween(Stage.COMMITTED, Stage.TRANSCRIBED)).isPresent();
    }

    @Test
    void hearsNothingInAnAbandonedUtterance() throws Exception {
        Utterance utterance = new Utterance();
        utterance.append(SPEECH);
        utterance.abandon();
        Exchange exchange = hear(utterance).get(10, TimeUnit.SECONDS);
        assertThat(exchange.getMessage().getBody()).isEqualTo("");
        assertThat(engine.seen).doesNotContain("finish").endsWith("close");
        assertThat(turn.timings().msBetween(Stage.TRANSCRIBED, Stage.TRANSCRIBED))
                .isEmpty();
    }

    @Test
    void stopsWhenTheTurnIsCancelledWhileTheCallerSpeaks() throws Exception {
        Utterance utterance = new Utterance();
        utterance.append(SPEECH);
        CompletableFuture<Exchange> heard = hear(utterance);
        engine.accepted.await();
        turn.cancel();
        assertThat(heard.get(10, TimeUnit.SECONDS).getMessage().getBody()).isEqualTo("");
        assertThat(engine.seen).endsWith("close");
        assertThat(interruptedAfterwards).isFalse();
    }

    @Test
    void stopsWhenTheTurnIsCancelledWhileTheEngineIsBusy() throws Exception {
        engine.busy = true;
        Utterance utterance = new Utterance();
        utterance.commit();
        CompletableFuture<Exchange> heard = hear(utterance);
        engine.finishing.await();
        turn.cancel();
        assertThat(heard.get(10, TimeUnit.SECONDS).getMessage().getBody()).isEqualTo("");
        assertThat(engine.seen).endsWith("close");
        assertThat(interruptedAfterwards).isFalse();
    }

    @Test
    void hearsNothingForATurnThatWasCancelledBefore() throws Exception {
        turn.cancel();
        Exchange exchange = hear(new Utterance()).get(10, TimeUnit.SECONDS);
        assertThat(exchange.getMessage().getBody()).isEqualTo("");
        assertThat(interruptedAfterwards).isFalse();
    }

    @Test
    void givesTheFallbackAllThatThePrimaryHeard() throws Exception {
        engine.failure = new SttException("broken");
        Utterance utterance = new Utterance();
        utterance.append(SPEECH);
        utterance.commit();
        Exchange failed = hear(utterance).get(10, TimeUnit.SECONDS);
        assertThat(failed.getException()).isInstanceOf(SttException.class).hasMessage("broken");
        assertThat(engine.seen).endsWith("close");
        assertThat(failed.getMessage().getBody()).isSameAs(utterance);
        Exchange second = camel.createProducerTemplate()
                .send("direct:fallback", again -> again.getMessage().setBody(utterance));
        assertThat(second.getMessage().getBody()).isEqualTo("what was said");
        assertThat(second.getMessage().getHeader(SttConstants.ENGINE)).isEqualTo("other");
    }

    @Test
    void hearsAPieceOfSoundForAProbe() throws Exception {
        Exchange exchange = hear(SPEECH).get(10, TimeUnit.SECONDS);
        assertThat(exchange.getMessage().getBody()).isEqualTo("what was said");
        assertThat(engine.seen).containsExactly("begin en-GB", "accept 800 at 8000", "finish", "close");
    }

    @Test
    void refusesABodyThatIsNoSpeech() throws Exception {
        assertThat(hear("words").get(10, TimeUnit.SECONDS).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
        assertThat(engine.seen).endsWith("close");
    }

    @Test
    void saysAtTheRoutesStartThatAnEngineIsUnknown() {
        assertThatThrownBy(() -> camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:wrong").to("stt:whisperer");
                    }
                }))
                .rootCause()
                .hasMessage("no speech-to-text engine is called 'whisperer'; there are [noting, other]");
    }

    private CompletableFuture<Exchange> hear(Object body) {
        return camel.createProducerTemplate().asyncSend("direct:hear", exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader(VoiceHeaders.TURN, turn);
            exchange.getMessage().setHeader(VoiceHeaders.CALL_ID, turn.callId().value());
        });
    }

    /** Writes down what it is asked. */
    private static final class NotingEngine implements SttEngine {
        final List<String> seen = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch accepted = new CountDownLatch(1);
        final CountDownLatch finishing = new CountDownLatch(1);
        private final String name;
        volatile boolean busy;
        volatile String partial;
        volatile SttException failure;

        NotingEngine(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Recognition begin(String language) {
            seen.add("begin " + language);
            return new Recognition() {
                @Override
                public void accept(short[] samples, int sampleRateHz) {
                    seen.add("accept " + samples.length + " at " + sampleRateHz);
                    accepted.countDown();
                }

                @Override
                public void pause(Consumer<String> guessed) {
                    seen.add("pause");
                    if (failure == null) {
                        guessed.accept("what was guessed");
                    }
                }

                @Override
                public String partial() {
                    return partial;
                }

                @Override
                public void resume() {
                    seen.add("resume");
                }

                @Override
                public String finish() throws SttException {
                    seen.add("finish");
                    finishing.countDown();
                    if (failure != null) {
                        throw failure;
                    }
                    if (busy) {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            throw new SttException("interrupted", e);
                        }
                    }
                    return "what was said";
                }

                @Override
                public void close() {
                    seen.add("close");
                }
            };
        }
    }
}
