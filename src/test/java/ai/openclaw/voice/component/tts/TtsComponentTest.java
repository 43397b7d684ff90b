package ai.openclaw.voice.component.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Hands;
import ai.openclaw.voice.call.Manners;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.TurnTimings.Stage;
import ai.openclaw.voice.call.VoiceHeaders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TtsComponentTest {
    private final CamelContext context = new DefaultCamelContext();
    private final CountingEngine counting = new CountingEngine();
    private ProducerTemplate template;

    @BeforeEach
    void startCamel() throws TtsException {
        TtsComponent component = new TtsComponent(context);
        component.setEngines(
                new TtsEngines(List.of(new MaryTtsEngine(2), counting), MaryTtsEngine.NAME, CountingEngine.NAME));
        context.addComponent("tts", component);
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stopCamel() {
        context.stop();
    }

    @Test
    void speaksWithMaryAndMarksTheFirstSound() throws TtsException {
        Turn turn = new Turn(CallId.fresh(), 1);
        turn.timings().mark(Stage.FIRST_CLAUSE);

        Exchange out = send("tts:primary", Speakable.ofAnswer("Good morning."), Map.of(VoiceHeaders.TURN, turn));

        assertThat(out.getException()).isNull();
        assertThat(out.getMessage().getHeader(TtsConstants.ENGINE)).isEqualTo("mary");
        assertThat(turn.timings().msBetween(Stage.FIRST_CLAUSE, Stage.FIRST_AUDIO))
                .isPresent();
        Pcm speech = Sound.all(out.getMessage().getBody(SpeechStream.class));
        assertThat(speech.durationMs()).isGreaterThan(400);
    }

    @Test
    void refusesABareStringAndKeepsItOutOfTheMessage() {
        Exchange out = send("tts:primary", "HTTP 500: secret stack trace", Map.of());

        assertThat(out.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Speakable.ofAnswer")
                .hasMessageContaining("java.lang.String")
                .hasMessageNotContaining("secret");
        assertThat(send("tts:primary", null, Map.of()).getException()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDialledExtensionsEngineSpeaksInItsVoiceAndTheUsualOneStandsIn() {
        Profile own = profile(CountingEngine.NAME, "anna");

        Exchange primary = send("tts:primary", Speakable.ofAnswer("Hello."), Map.of(VoiceHeaders.PROFILE, own));
        Exchange fallback = send("tts:fallback", Speakable.ofAnswer("Hello."), Map.of(VoiceHeaders.PROFILE, own));
        Exchange named = send("tts:mary", Speakable.ofAnswer("Hello."), Map.of(VoiceHeaders.PROFILE, own));

        assertThat(primary.getMessage().getHeader(TtsConstants.ENGINE)).isEqualTo(CountingEngine.NAME);
        assertThat(counting.asked).containsExactly("anna");
        assertThat(fallback.getMessage().getHeader(TtsConstants.ENGINE)).isEqualTo("mary");
        assertThat(named.getMessage().getHeader(TtsConstants.ENGINE)).isEqualTo("mary");
    }

    @Test
    void aHeaderBeatsTheExtensionsVoice() {
        send(
                "tts:primary",
                Speakable.ofAnswer("Hello."),
                Map.of(VoiceHeaders.PROFILE, profile(CountingEngine.NAME, "anna"), TtsConstants.VOICE, "bert"));

        assertThat(counting.asked).containsExactly("bert");
    }

    private static Profile profile(String tts, String voice) {
        return new Profile("9001", null, Manners.DEFAULT, null, null, null, voice, null, tts, List.of(), Hands.DEFAULT);
    }

    @Test
    void stopsTheSpeechOfACancelledTurn() throws TtsException {
        Turn turn = new Turn(CallId.fresh(), 1);
        Exchange out = send("tts:counting", Speakable.ofAnswer("Hello there."), Map.of(VoiceHeaders.TURN, turn));

        turn.cancel();

        assertThat(out.getMessage().getBody(SpeechStream.class).next()).isNull();
        assertThat(counting.closed).isEqualTo(1);
    }

    @Test
    void asksNoEngineForATurnThatIsOver() throws TtsException {
        Turn turn = new Turn(CallId.fresh(), 1);
        turn.cancel();

        Exchange out = send("tts:counting", Speakable.ofAnswer("Hello there."), Map.of(VoiceHeaders.TURN, turn));

        assertThat(out.getException()).isNull();
        assertThat(out.getMessage().getBody(SpeechStream.class).next()).isNull();
        assertThat(counting.asked).isEmpty();
    }

    @Test
    void failsWhenTheEngineMakesNoSound() {
        counting.pieces = 0;

        Exchange out = send("tts:fallback", Speakable.ofAnswer("Hello there."), Map.of());

        assertThat(out.getException()).isInstanceOf(TtsException.class).hasMessage("counting made no sound");
    }

    @Test
    void keepsTheSoundOfPhrasesPerVoice() throws TtsException {
        Speakable phrase = Speakable.ofPhrase("One moment, please.");
        for (int i = 0; i < 3; i++) {
            Exchange out = send("tts:counting", phrase, Map.of());
            assertThat(Sound.all(out.getMessage().getBody(SpeechStream.class)).samples())
                    .hasSize(480);
        }
        Sound.all(send("tts:counting", phrase, Map.of(TtsConstants.VOICE, "anna"))
                .getMessage()
                .getBody(SpeechStream.class));
        Sound.all(send("tts:counting?voice=bert", phrase, Map.of()).getMessage().getBody(SpeechStream.class));

        assertThat(counting.asked).containsExactly("null", "anna", "bert");
    }

    @Test
    void keepsNoAnswerAndNoPhraseThatWasCutShort() throws TtsException {
        for (int i = 0; i < 2; i++) {
            Sound.all(send("tts:counting", Speakable.ofAnswer("It is noon."), Map.of())
                    .getMessage()
                    .getBody(SpeechStream.class));
        }
        Speakable phrase = Speakable.ofPhrase("One moment, please.");
        send("tts:counting", phrase, Map.of())
                .getMessage()
                .getBody(SpeechStream.class)
                .close();
        Sound.all(send("tts:counting", phrase, Map.of()).getMessage().getBody(SpeechStream.class));

        assertThat(counting.asked).hasSize(4);
    }

    @Test
    void namesTheEnginesThereAreWhenOneIsUnknown() {
        assertThatThrownBy(() -> context.getEndpoint("tts:nobody").createProducer())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no speech engine is named nobody; there are mary, counting");
    }

    @Test
    void forgetsWhatWasUsedLongestAgo() throws TtsException {
        PhraseCache cache = new PhraseCache(2 * 960);
        List<Speakable> phrases =
                List.of(Speakable.ofPhrase("a b"), Speakable.ofPhrase("c d"), Speakable.ofPhrase("e f"));

        assertThat(cache.warm(counting, phrases, null)).isEqualTo(3);
        assertThat(cache.bytes()).isEqualTo(2 * 960);
        cache.warm(counting, List.of(phrases.get(2)), null);
        assertThat(counting.asked).hasSize(3);
        cache.warm(counting, List.of(phrases.get(0)), null);
        assertThat(counting.asked).hasSize(4);
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.send(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
        });
    }

    /** Makes 20 ms pieces of a constant, and counts. */
    private static final class CountingEngine implements TtsEngine {
        static final String NAME = "counting";
        final List<String> asked = new ArrayList<>();
        int pieces = 3;
        int closed;

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public SpeechStream speak(Speakable text, String voice) {
            asked.add(String.valueOf(voice));
            return new SpeechStream() {
                private int left = pieces;

                @Override
                public Pcm next() {
                    short[] samples = new short[160];
                    Arrays.fill(samples, (short) 1000);
                    return left-- > 0 ? new Pcm(samples, 8000) : null;
                }

                @Override
                public void close() {
                    left = 0;
                    closed++;
                }
            };
        }
    }
}
