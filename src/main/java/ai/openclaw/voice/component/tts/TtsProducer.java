package ai.openclaw.voice.component.tts;

import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.TurnTimings;
import ai.openclaw.voice.call.VoiceHeaders;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Speaks one clause. The exchange goes on once the clause's first sound is there. */
class TtsProducer extends DefaultProducer {
    private final TtsConfiguration configuration;
    private final TtsEngine engine;
    private final TtsEngine rescuer;
    private final SpeakingRate rate = new SpeakingRate();
    private final PhraseCache cache;

    /** @param rescuer goes on when the engine breaks off; or null */
    TtsProducer(TtsEndpoint endpoint, TtsEngine engine, TtsEngine rescuer, PhraseCache cache) {
        super(endpoint);
        this.configuration = endpoint.getConfiguration();
        this.engine = engine;
        this.rescuer = rescuer;
        this.cache = cache;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        Speakable text = speakable(message.getBody());
        String voice = message.getHeader(TtsConstants.VOICE, configuration.getVoice(), String.class);
        Turn turn = message.getHeader(VoiceHeaders.TURN, Turn.class);
        message.setBody(speak(text, voice, turn));
        message.setHeader(TtsConstants.ENGINE, engine.name());
        message.setHeader(TtsConstants.TEXT, text.text());
    }

    private SpeechStream speak(Speakable text, String voice, Turn turn) throws TtsException {
        if (turn == null) {
            return begun(text, voice);
        }
        if (!turn.isCurrent()) {
            return Speech.silence();
        }
        SpeechStream stream = begun(text, voice);
        turn.timings().mark(TurnTimings.Stage.FIRST_AUDIO);
        turn.onCancel(stream::close);
        return stream;
    }

    private SpeechStream begun(Speakable text, String voice) throws TtsException {
        SpeechStream stream = text.isPhrase() && configuration.isCachePhrases()
                ? cache.speak(engine, text, voice)
                : engine.speak(text, voice);
        SpeechStream begun = Speech.begun(stream, engine.name());
        return rescuer == null ? begun : new RescuedSpeech(begun, text, rate, rescuer);
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
