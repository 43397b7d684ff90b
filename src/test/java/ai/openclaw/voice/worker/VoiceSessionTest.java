package ai.openclaw.voice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.BargeInRules;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.CallRecord;
import ai.openclaw.voice.call.Direction;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.EndpointRules;
import ai.openclaw.voice.call.LimitRules;
import ai.openclaw.voice.call.Manners;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.TurnTimings.Stage;
import ai.openclaw.voice.call.Utterance.Supposition;
import ai.openclaw.voice.call.WaitingRules;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import ai.openclaw.voice.speech.MachineGreetings;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VoiceSessionTest {
    private static final Manners MANNERS = new Manners(
            Speakable.ofPhrase("Hello."),
            Speakable.ofPhrase("One moment."),
            null,
            new BargeInRules(true, 64, 20_000, 300, 0.5f, false, 20_000, BargeInRules.Resume.NEXT_CLAUSE),
            new EndpointRules(200, 250, 400, true),
            new WaitingRules(300, true, 60_000, 1),
            new LimitRules(2000, 300_000, 10, 2));

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final NotedRoutes routes = new NotedRoutes();
    private final CopyOnWriteArrayList<CallRecord> records = new CopyOnWriteArrayList<>();
    private final WorkerObserver observer = new WorkerObserver() {
        @Override
        public void ended(CallRecord record) {
            records.add(record);
        }
    };
    /** On this extension pauses are long enough for a slow machine to judge them in. */
    private static final Manners PATIENT = new Manners(
            null,
            MANNERS.thinking(),
            null,
            MANNERS.bargeIn(),
            new EndpointRules(20_000, 20_000, 20_000, true),
            MANNERS.waiting(),
            MANNERS.limits());

    private final VoiceSessions sessions = new VoiceSessions(
            extension -> Profile.of(extension, extension.equals("9002") ? PATIENT : MANNERS),
            new Worker(
                    routes,
                    new Phrases(Map.of(
                            "idle", "Are you there?",
                            "idle-goodbye", "Goodbye then.",
                            "brain-gone", "I give up. Goodbye.")),
                    TurnEndJudge.NONE,
                    new MachineGreetings("en-US"),
                    WorkerClock.system(threads),
                    threads,
                    observer));
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
        sessions.handle(new RoomEvent.SpeechEnded(call, 0));
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
    void anInterruptedTurnIsCancelledAndTheNextKnowsWhatWasHeard() {
        answering();
        routes.turns.get(0).spoken().begin("The first clause,");
        routes.turns.get(0).spoken().add(0, 1000);
        routes.turns.get(0).spoken().begin("and the second.");
        routes.turns.get(0).spoken().add(1, 1000);
        interrupt(1200);
        sessions.handle(new RoomEvent.BargeIn(call, 1, 1200));
        await().until(() -> !routes.turns.get(0).isCurrent());
        assertThat(routes.turns.get(1).context())
                .contains("interrupted")
                .contains("The first clause,")
                .doesNotContain("second");

        sessions.handle(new RoomEvent.PlayoutFinished(call, 1, 1200));
        sessions.handle(new RoomEvent.PlayoutStarted(call, 1));
        CallRecord record = end(call, EndReason.CALLER_HANGUP);
        assertThat(record.bargeInCount()).isEqualTo(1);
        assertThat(record.turns()).isEqualTo(1);
        assertThat(routes.turns.get(1).isCurrent()).isFalse();
    }

    @Test
    void anMhmDoesNotTakeTheWordFromUs() {
        answering();
        interrupt(800);
        sessions.handle(new RoomEvent.SpeechEnded(call, 200));
        await().until(() -> routes.utterances.get(1).pauses() == 1);
        routes.utterances.get(1).suppose(new Supposition("Mhm.", true, 1));

        await().until(() -> routes.commands.contains(new RoomCommand.ResumePlayout(call, 1)));
        assertThat(routes.turns.get(0).isCurrent()).isTrue();
        assertThat(routes.turns.get(1).isCurrent()).isFalse();
        sessions.handle(new RoomEvent.PlayoutFinished(call, 1, 2000));
        assertThat(end(call, EndReason.CALLER_HANGUP).bargeInCount()).isZero();
    }

    @Test
    void wordsThatMeanItInterruptHoweverShortTheyAre() {
        answering();
        interrupt(800);
        sessions.handle(new RoomEvent.SpeechEnded(call, 200));
        await().until(() -> routes.utterances.get(1).pauses() == 1);
        routes.utterances.get(1).suppose(new Supposition("Stop.", true, 1));

        await().until(() -> routes.commands.contains(new RoomCommand.StopPlayout(call, 1)));
        await().until(() -> routes.utterances.get(1).isClosed());
        assertThat(routes.turns.get(0).isCurrent()).isFalse();
        assertThat(routes.turns.get(1).isCurrent()).isTrue();
    }

    @Test
    void wordsHeardWhileTheCallerStillSpeaksInterrupt() {
        answering();
        interrupt(800);
        await().until(() -> routes.utterances.size() == 2);
        routes.utterances.get(1).suppose(new Supposition("wait a moment", false, 0));
        await().until(() -> !routes.turns.get(0).isCurrent());
        assertThat(routes.turns.get(1).isCurrent()).isTrue();
    }

    @Test
    void theBrainIsAskedBeforeItIsCertainThatTheCallerHasFinishedAndForgetsItWhenTheyGoOn() {
        start(call, "9002");
        speak(call);
        sessions.handle(new RoomEvent.SpeechEnded(call, 0));
        await().until(() -> routes.utterances.get(0).pauses() == 1);
        routes.utterances.get(0).suppose(new Supposition("I would like to order a pizza.", true, 1));
        await().until(() -> routes.turns.get(0).timings().reached(Stage.PRESUMED));
        routes.turns.get(0).timings().mark(Stage.ASKED);
        sessions.handle(new RoomEvent.SpeechResumed(call));

        await().until(() -> routes.turns.size() == 2);
        assertThat(routes.turns.get(0).isCurrent()).isFalse();
        assertThat(routes.turns.get(1).context()).contains("only the beginning");
        assertThat(routes.utterances.get(1).audioMs()).isEqualTo(100);
    }

    @Test
    void aLongWaitIsBridged() {
        start(call);
        speak(call);
        sessions.handle(new RoomEvent.SpeechEnded(call, 250));
        await().until(() -> !routes.fillers.isEmpty());
        assertThat(routes.fillers).contains("One moment.");
        await().until(() -> routes.commands.contains(new RoomCommand.PlayWaitingTone(call, 1)));
    }

    @Test
    void theKeyThatSaysSoEndsTheUtterance() {
        start(call);
        speak(call);
        sessions.handle(new RoomEvent.Dtmf(call, '#'));
        await().until(() -> routes.utterances.get(0).isClosed());
    }

    @Test
    void aBrainThatStaysAwayEndsTheCallPolitely() {
        start(call);
        for (int turn = 1; turn <= 2; turn++) {
            int number = turn;
            speak(call);
            sessions.handle(new RoomEvent.SpeechEnded(call, 250));
            await().until(() -> routes.turns.size() == number);
            sessions.brainFailed(routes.turns.get(turn - 1), new IllegalStateException());
            await().until(() -> routes.utterances.get(number - 1).isClosed());
            sessions.handle(new RoomEvent.PlayoutStarted(call, turn));
            sessions.handle(new RoomEvent.PlayoutFinished(call, turn, 900));
        }
        await().until(() -> routes.phrases.contains("I give up. Goodbye."));
        sessions.handle(new RoomEvent.PlayoutStarted(call, 3));
        sessions.handle(new RoomEvent.PlayoutFinished(call, 3, 900));
        await().until(() -> routes.commands.contains(new RoomCommand.Hangup(call, EndReason.BRAIN_DOWN)));
    }

    @Test
    void afterAGoodbyeWeHangUp() {
        answering();
        sessions.isLast(routes.turns.get(0));
        sessions.handle(new RoomEvent.PlayoutFinished(call, 1, 900));
        await().until(() -> routes.commands.contains(new RoomCommand.Hangup(call, EndReason.ASSISTANT_HANGUP)));
    }

    @Test
    void whatIsSaidWhileWeMayNotBeInterruptedIsAnsweredAfterwards() {
        answering();
        speak(call);
        sessions.handle(new RoomEvent.SpeechEnded(call, 250));
        sessions.handle(new RoomEvent.PlayoutFinished(call, 1, 900));
        await().until(() -> routes.utterances.size() == 2);
        assertThat(routes.commands).noneMatch(RoomCommand.StopPlayout.class::isInstance);
        assertThat(routes.utterances.get(1).audioMs()).isEqualTo(100);
        await().until(() -> routes.utterances.get(1).isClosed());
    }

    /** The first turn is being answered. */
    private void answering() {
        start(call);
        speak(call);
        sessions.handle(new RoomEvent.SpeechEnded(call, 250));
        await().until(() -> routes.turns.size() == 1 && routes.utterances.get(0).isClosed());
        sessions.handle(new RoomEvent.PlayoutStarted(call, 1));
    }

    private void interrupt(int playedMs) {
        sessions.handle(new RoomEvent.PlayoutPaused(call, 1, playedMs));
        speak(call);
        await().until(() -> routes.turns.size() == 2);
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
        speak(call);
        await().until(() -> routes.turns.size() == 1);
        sessions.brainFailed(routes.turns.get(0), new IllegalStateException("secret text"));
        assertThat(end(call, EndReason.CALLER_HANGUP).errors()).containsExactly("brain:illegal-state");
    }

    @Test
    void eventsOfACallThatNobodyHoldsAreDropped() {
        sessions.handle(new RoomEvent.SpeechStarted(CallId.fresh()));
        assertThat(sessions.active()).isZero();
    }

    private void start(CallId id) {
        start(id, "9001");
    }

    private void start(CallId id, String extension) {
        sessions.handle(new RoomEvent.CallStarted(
                id, Direction.INBOUND, extension, "sip:1001@example.org", System.currentTimeMillis(), 12));
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
}
