package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.CallLog;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.Utterance;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.link.RoomCommand;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs turns as exchanges through the YAML routes, each on a thread of its own while it lasts. */
final class RouteTurns implements TurnRunner {
    private static final Logger LOG = LoggerFactory.getLogger(RouteTurns.class);

    private final ProducerTemplate template;
    private final Executor threads;
    private final String commandsUri;

    /** @param commandsUri the link's endpoint for commands to the room */
    RouteTurns(ProducerTemplate template, Executor threads, String commandsUri) {
        this.template = template;
        this.threads = threads;
        this.commandsUri = commandsUri;
    }

    @Override
    public void answer(VoiceSession session, Turn turn, Utterance utterance) {
        run(session, turn, "direct:voice-turn", utterance);
    }

    @Override
    public void say(VoiceSession session, Turn turn, Speakable phrase) {
        run(session, turn, "direct:say", phrase);
    }

    @Override
    public void tell(VoiceSession session, Turn turn, List<Speakable> message) {
        run(session, turn, "direct:say-message", message);
    }

    @Override
    public void hear(VoiceSession session, Turn turn, Utterance utterance) {
        runBeside(session, turn, "direct:stt", utterance);
    }

    @Override
    public void fill(VoiceSession session, Turn turn, Speakable phrase) {
        runBeside(session, turn, "direct:bridge-the-wait", phrase);
    }

    /** What the call can do without. */
    private void runBeside(VoiceSession session, Turn turn, String route, Object body) {
        try {
            threads.execute(() -> {
                try (CallLog ignored = CallLog.named(turn.callId())) {
                    template.sendBodyAndHeaders(route, body, headers(session, turn));
                } catch (CamelExecutionException e) {
                    LOG.warn("{} failed in route {}", turn, route, e.getCause());
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.warn("no thread is free for {} in route {}", turn, route);
        }
    }

    @Override
    public void send(RoomCommand command) {
        template.sendBodyAndHeader(
                commandsUri, command, VoiceHeaders.CALL_ID, command.callId().value());
    }

    private void run(VoiceSession session, Turn turn, String route, Object body) {
        try {
            threads.execute(() -> runNow(session, turn, route, body));
        } catch (RejectedExecutionException e) {
            LOG.error("no thread is free for {}", turn);
            giveUp(session, turn, "internal:no-thread");
        }
    }

    private void runNow(VoiceSession session, Turn turn, String route, Object body) {
        try (CallLog ignored = CallLog.named(turn.callId())) {
            runNamed(session, turn, route, body);
        }
    }

    private void runNamed(VoiceSession session, Turn turn, String route, Object body) {
        try {
            template.sendBodyAndHeaders(route, body, headers(session, turn));
        } catch (CamelExecutionException e) {
            if (turn.isCurrent()) {
                LOG.error("{} failed in route {}", turn, route, e.getCause());
                giveUp(session, turn, "internal:turn-failed");
            }
        } finally {
            // An answer that no step has read to its end would keep the model thinking.
            turn.endWork();
        }
    }

    private static Map<String, Object> headers(VoiceSession session, Turn turn) {
        return Map.of(
                VoiceHeaders.CALL_ID, turn.callId().value(),
                VoiceHeaders.TURN, turn,
                VoiceHeaders.EXTENSION, session.extension(),
                VoiceHeaders.PROFILE, session.profile());
    }

    /** Whatever went wrong, the room must hear that the turn is over, or the call would wait for it for ever. */
    private void giveUp(VoiceSession session, Turn turn, String code) {
        session.error(code);
        turn.onFloor(() -> send(new RoomCommand.EndOfTurn(turn.callId(), turn.id())));
    }
}
