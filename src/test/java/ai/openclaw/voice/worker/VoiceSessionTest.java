package ai.openclaw.voice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.CallRecord;
import ai.openclaw.voice.call.Direction;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.Utterance;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VoiceSessionTest {
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final FakeRoutes routes = new FakeRoutes();
    private final CopyOnWriteArrayList<CallRecord> records = new CopyOnWriteArrayList<>();
    private final WorkerObserver observer = new WorkerObserver() {
        @Override
        public void ended(CallRecord record) {
            records.add(record);
        }
    };
    private final VoiceSessions sessions = new VoiceSessions(
            new WorkerSettings(
                    Speakable.ofPhrase("Hello."), Duration.ofMillis(250), Duration.ofSeconds(2), Duration.ofMinutes(5)),
            routes,
            threads,
            threads,
            List.of(observer));
    private final CallId call = CallId.fresh();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void greetsAndAnswersWhatTheCallerSaid() {
        start(call);
        await().until(() -> routes.said.size() == 1);
        assertThat(routes.said.get(0).id()).isZero();

        speak(call);
        sessions.handle(new RoomEvent.SpeechEnded(call, 200));
        await().until(() ->
                routes.utterances.size() == 1 && routes.utterances.get(0).isClosed());
        assertThat(routes.utterances.get(0).audioMs()).isEqualTo(100);
        await().until(() -> routes.commands.stream().anyMatch(c -> c instanceof RoomCommand.ListenAnew));

        sessions.handle(new RoomEvent.PlayoutStarted(call, 1));
        sessions.handle(new RoomEvent.PlayoutFinished(call, 1, 900));
        assertThat(end(call, EndReason.CALLER_HANGUP))
                .returns(1, CallRecord::turns)
                .returns("caller-hangup", CallRecord::endReason)
                .returns("call-" + call, CallRecord::sessionKey);
    }

    @Test
    void goesOnWithTheSameTurnWhenTheCallerWasOnlyThinking() {
        start(call);
        speak(call);
        sessions.handle(new RoomEvent.SpeechEnded(call, 200));
        sessions.handle(new RoomEvent.SpeechResumed(call));
        sessions.handle(new RoomEvent.SpeechChunk(call, new Pcm(new short[800], 8000)));
        sessions.handle(new RoomEvent.SpeechEnded(call, 200));
        await().until(() ->
                routes.utterances.size() == 1 && routes.utterances.get(0).isClosed());
        assertThat(routes.utterances.get(0).audioMs()).isEqualTo(200);
    }

    @Test
    void aCallerWhoGoesOnBeforeTheAnswerIsHeardWithAllOfIt() {
        start(call);
        speak(call);
        sessions.handle(new RoomEvent.SpeechEnded(call, 250));
        await().until(() ->
                routes.utterances.size() == 1 && routes.utterances.get(0).isClosed());

        speak(call);
        sessions.handle(new RoomEvent.SpeechEnded(call, 250));
        await().until(() ->
                routes.utterances.size() == 2 && routes.utterances.get(1).isClosed());
        assertThat(routes.turns.get(0).isCurrent()).isFalse();
        assertThat(routes.utterances.get(1).audioMs()).isEqualTo(200);
    }

    @Test
    void anInterruptedTurnIsCancelledAndWhatComesLateForItIsDropped() {
        start(call);
        speak(call);
        sessions.handle(new RoomEvent.SpeechEnded(call, 250));
        await().until(() -> routes.turns.size() == 1 && routes.utterances.get(0).isClosed());
        sessions.handle(new RoomEvent.PlayoutStarted(call, 1));
        sessions.handle(new RoomEvent.BargeIn(call, 1, 400));
        speak(call);
        await().until(() -> routes.turns.size() == 2);
        assertThat(routes.turns.get(0).isCurrent()).isFalse();

        sessions.handle(new RoomEvent.PlayoutFinished(call, 1, 400));
        sessions.handle(new RoomEvent.PlayoutStarted(call, 1));
        CallRecord record = end(call, EndReason.CALLER_HANGUP);
        assertThat(record.bargeInCount()).isEqualTo(1);
        assertThat(record.turns()).isEqualTo(1);
        assertThat(routes.turns.get(1).isCurrent()).isFalse();
    }

    @Test
    void anUtteranceThatNeverEndsIsTakenAtItsLongest() {
        start(call);
        speak(call);
        for (int i = 0; i < 25; i++) {
            sessions.handle(new RoomEvent.SpeechChunk(call, new Pcm(new short[800], 8000)));
        }
        await().until(() ->
                routes.utterances.size() == 1 && routes.utterances.get(0).isClosed());
        assertThat(routes.utterances.get(0).audioMs()).isBetween(2000, 2200);
    }

    @Test
    void callsDoNotTouchEachOther() {
        CallId other = CallId.fresh();
        start(call);
        start(other);
        speak(call);
        end(call, EndReason.MEDIA_LOST);
        speak(other);
        await().until(() -> routes.turns.stream().anyMatch(t -> t.callId().equals(other) && t.isCurrent()));
        assertThat(sessions.active()).isEqualTo(1);
    }

    @Test
    void failuresAreNotedByTheirKindAndNeverByTheirText() {
        start(call);
        sessions.noteFailure(call.value(), "brain", new IllegalStateException("secret text"));
        assertThat(end(call, EndReason.CALLER_HANGUP).errors()).containsExactly("brain:illegal-state");
    }

    @Test
    void eventsOfACallThatNobodyHoldsAreDropped() {
        sessions.handle(new RoomEvent.SpeechStarted(CallId.fresh()));
        assertThat(sessions.active()).isZero();
    }

    private void start(CallId id) {
        sessions.handle(new RoomEvent.CallStarted(
                id, Direction.INBOUND, "9001", "sip:1001@example.org", System.currentTimeMillis(), 12));
    }

    private void speak(CallId id) {
        sessions.handle(new RoomEvent.SpeechStarted(id));
        sessions.handle(new RoomEvent.SpeechChunk(id, new Pcm(new short[800], 8000)));
    }

    private CallRecord end(CallId id, EndReason reason) {
        int before = records.size();
        sessions.handle(new RoomEvent.CallEnded(id, reason, 5000));
        await().until(() -> records.size() > before);
        return records.get(before);
    }

    private static final class FakeRoutes implements TurnRunner {
        final List<Turn> turns = new CopyOnWriteArrayList<>();
        final List<Turn> said = new CopyOnWriteArrayList<>();
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
        }

        @Override
        public void send(RoomCommand command) {
            commands.add(command);
        }
    }
}
