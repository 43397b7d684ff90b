package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.Utterance;
import ai.openclaw.voice.link.RoomCommand;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Routes that only note what a session asks of them. */
final class NotedRoutes implements TurnRunner {
    final List<Turn> turns = new CopyOnWriteArrayList<>();
    final List<Turn> said = new CopyOnWriteArrayList<>();
    final List<String> phrases = new CopyOnWriteArrayList<>();
    final List<String> fillers = new CopyOnWriteArrayList<>();
    final List<Utterance> utterances = new CopyOnWriteArrayList<>();
    final List<RoomCommand> commands = new CopyOnWriteArrayList<>();

    @Override
    public void answer(VoiceSession session, Turn turn, Utterance utterance) {
        turns.add(turn);
        utterances.add(utterance);
    }

    @Override
    public void say(VoiceSession session, Turn turn, Speakable phrase) {
        said.add(turn);
        phrases.add(phrase.text());
    }

    @Override
    public void tell(VoiceSession session, Turn turn, List<Speakable> message) {
        throw new UnsupportedOperationException("no call here is ours");
    }

    @Override
    public void hear(VoiceSession session, Turn turn, Utterance utterance) {
        throw new UnsupportedOperationException("no call here is ours");
    }

    @Override
    public void fill(VoiceSession session, Turn turn, Speakable phrase) {
        fillers.add(phrase.text());
    }

    @Override
    public void send(RoomCommand command) {
        commands.add(command);
    }
}
