package ai.openclaw.voice.component.stt;

import ai.openclaw.voice.call.CallLog;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.TurnTimings.Stage;
import ai.openclaw.voice.call.Utterance;
import ai.openclaw.voice.call.VoiceHeaders;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/**
 * Follows an {@link Utterance} step by step until its transcript is due, and puts that in the body. The body becomes
 * empty when the utterance was abandoned or its turn cancelled; a {@link Pcm} body is heard whole, for probes.
 */
public class SttProducer extends DefaultProducer {
    private final SttEndpoint endpoint;

    public SttProducer(SttEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        endpoint.engine(null); // A name that nobody knows stops the route's start, not the first call.
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        String callId = message.getHeader(VoiceHeaders.CALL_ID, String.class);
        try (CallLog ignored = CallLog.named(callId)) {
            hear(message, message.getBody());
        }
    }

    private void hear(Message message, Object body) throws SttException, InterruptedException {
        Profile profile = message.getHeader(VoiceHeaders.PROFILE, Profile.class);
        SttEngine engine = endpoint.engine(profile == null ? null : profile.stt());
        Turn turn = message.getHeader(VoiceHeaders.TURN, Turn.class);
        Heard heard;
        try (SttEngine.Recognition recognition = engine.begin(language(profile))) {
            if (body instanceof Utterance utterance) {
                heard = follow(utterance, recognition, turn);
            } else if (body instanceof Pcm pcm) {
                recognition.accept(pcm.samples(), pcm.sampleRateHz());
                heard = finish(recognition);
            } else {
                throw new IllegalArgumentException("stt: hears a call.Utterance or a call.Pcm, not "
                        + (body == null ? "an empty body" : body.getClass().getName()));
            }
        }
        if (turn != null && heard.committed) {
            turn.timings().mark(Stage.TRANSCRIBED);
        }
        message.setHeader(SttConstants.TEXT, heard.text);
        message.setHeader(SttConstants.ENGINE, engine.name());
        message.setHeader(SttConstants.LATENCY_MS, heard.latencyMs);
        message.setBody(heard.text);
    }

    private String language(Profile profile) {
        return profile == null || profile.language() == null
                ? endpoint.getConfiguration().getLanguage()
                : profile.language();
    }

    private static Heard follow(Utterance utterance, SttEngine.Recognition recognition, Turn turn)
            throws SttException, InterruptedException {
        CancelByInterrupt cancel = new CancelByInterrupt();
        if (turn != null) {
            turn.onCancel(cancel::interrupt);
        }
        try {
            boolean due = new Follower(utterance, recognition).follow(() -> turn == null || turn.isCurrent());
            return due ? finish(recognition) : Heard.NOTHING;
        } catch (InterruptedException | SttException e) {
            if (cancel.wasInterrupted()) {
                return Heard.NOTHING;
            }
            throw e;
        } finally {
            cancel.leave();
        }
    }

    private static Heard finish(SttEngine.Recognition recognition) throws SttException {
        long began = System.nanoTime();
        String text = recognition.finish();
        return new Heard(text, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began), true);
    }

    private record Heard(String text, long latencyMs, boolean committed) {
        static final Heard NOTHING = new Heard("", 0, false);
    }
}
