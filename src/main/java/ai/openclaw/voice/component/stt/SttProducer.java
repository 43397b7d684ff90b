package ai.openclaw.voice.component.stt;

import ai.openclaw.voice.call.CallLog;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.TurnTimings.Stage;
import ai.openclaw.voice.call.Utterance;
import ai.openclaw.voice.call.VoiceHeaders;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/**
 * Follows an {@link Utterance} step by step until it is committed, and puts its transcript in the body. The body becomes
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
        endpoint.engine(); // A name that nobody knows stops the route's start, not the first call.
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
        SttEngine engine = endpoint.engine();
        Turn turn = message.getHeader(VoiceHeaders.TURN, Turn.class);
        Heard heard;
        try (SttEngine.Recognition recognition =
                engine.begin(endpoint.getConfiguration().getLanguage())) {
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

    private Heard follow(Utterance utterance, SttEngine.Recognition recognition, Turn turn)
            throws SttException, InterruptedException {
        CancelByInterrupt cancel = new CancelByInterrupt();
        if (turn != null) {
            turn.onCancel(cancel::interrupt);
        }
        try {
            return steps(utterance, recognition, turn);
        } catch (InterruptedException | SttException e) {
            if (cancel.wasInterrupted()) {
                return Heard.NOTHING;
            }
            throw e;
        } finally {
            cancel.leave();
        }
    }

    private static Heard steps(Utterance utterance, SttEngine.Recognition recognition, Turn turn)
            throws SttException, InterruptedException {
        for (int i = 0; turn == null || turn.isCurrent(); i++) {
            Utterance.Step step = utterance.await(i);
            switch (step.kind()) {
                case AUDIO ->
                    recognition.accept(step.audio().samples(), step.audio().sampleRateHz());
                case PAUSE -> recognition.pause();
                case RESUMED -> recognition.resume();
                case PRESUMED, COMMITTED -> {
                    return finish(recognition);
                }
                case ABANDONED -> {
                    return Heard.NOTHING;
                }
            }
        }
        return Heard.NOTHING;
    }

    private static Heard finish(SttEngine.Recognition recognition) throws SttException {
        long began = System.nanoTime();
        String text = recognition.finish();
        return new Heard(text, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began), true);
    }

    private record Heard(String text, long latencyMs, boolean committed) {
        static final Heard NOTHING = new Heard("", 0, false);
    }

    /** Wakes the thread that made it, and only while that thread is still at this work. */
    private static final class CancelByInterrupt {
        private Thread worker = Thread.currentThread();
        private boolean interrupted;

        synchronized void interrupt() {
            if (worker != null) {
                interrupted = true;
                worker.interrupt();
            }
        }

        synchronized boolean wasInterrupted() {
            return interrupted;
        }

        synchronized void leave() {
            worker = null;
            if (interrupted) {
                Thread.interrupted(); // The interrupt was ours; what follows in the route must not see it.
            }
        }
    }
}
