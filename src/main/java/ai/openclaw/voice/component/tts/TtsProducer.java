package ai.openclaw.voice.component.tts;

import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.TurnTimings;
import ai.openclaw.voice.call.VoiceHeaders;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Speaks one clause. The exchange goes on once the clause's first sound is there. */
class TtsProducer extends DefaultProducer {
    private final TtsConfiguration configuration;
    private final TtsEngines engines;
    /** How fast each engine speaks. */
    private final Map<String, SpeakingRate> rates = new ConcurrentHashMap<>();

    private final PhraseCache cache;

    TtsProducer(TtsEndpoint endpoint, TtsEngines engines, PhraseCache cache) {
        super(endpoint);
        this.configuration = endpoint.getConfiguration();
        this.engines = engines;
        this.cache = cache;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        Speakable text = speakable(message.getBody());
        Profile profile = message.getHeader(VoiceHeaders.PROFILE, Profile.class);
        boolean ownVoice = profile != null && profile.voice() != null;
        String voice = message.getHeader(
                TtsConstants.VOICE, ownVoice ? profile.voice() : configuration.getVoice(), String.class);
        String own = profile == null ? null : profile.tts();
        TtsEngine engine = engines.get(configuration.getEngine(), own);
        // Goes on when the engine breaks off. An engine is no help to itself.
        TtsEngine second = configuration.getRescue() == null ? null : engines.get(configuration.getRescue(), own);
        TtsEngine rescuer = second == engine ? null : second;
        Turn turn = message.getHeader(VoiceHeaders.TURN, Turn.class);
        message.setBody(speak(new Speaking(engine, rescuer, voice), text, turn));
        message.setHeader(TtsConstants.ENGINE, engine.name());
        message.setHeader(TtsConstants.TEXT, text.text());
    }

    private record Speaking(TtsEngine engine, TtsEngine rescuer, String voice) {}

    private SpeechStream speak(Speaking by, Speakable text, Turn turn) throws TtsException {
        if (turn == null) {
            return begun(by, text);
        }
        if (!turn.isCurrent()) {
            return Speech.silence();
        }
        SpeechStream stream = begun(by, text);
        turn.timings().mark(TurnTimings.Stage.FIRST_AUDIO);
        turn.onCancel(stream::close);
        return stream;
    }

    private SpeechStream begun(Speaking by, Speakable text) throws TtsException {
        SpeechStream stream = text.isPhrase() && configuration.isCachePhrases()
                ? cache.speak(by.engine, text, by.voice)
                : by.engine.speak(text, by.voice);
        SpeechStream begun = Speech.begun(stream, by.engine.name());
        return by.rescuer == null
                ? begun
                : new RescuedSpeech(
                        begun, text, rates.computeIfAbsent(by.engine.name(), name -> new SpeakingRate()), by.rescuer);
    }

    /** The body's own text stays out of the message: it may be an error's, or a caller's words. */
    private static Speakable speakable(Object body) {
        if (body instanceof Speakable text) {
            return text;
        }
        String type = body == null ? "null" : body.getClass().getName();
        throw new IllegalArgumentException("tts: takes a Speakable, but the body is " + type
                + ". A step that makes words of its own wraps them: Speakable.ofAnswer(text) for a clause of an"
                + " answer, Speakable.ofPhrase(text) for a configured phrase, speakable.reworded(text) for a"
                + " translation");
    }
}
