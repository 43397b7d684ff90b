package ai.openclaw.voice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.AnsweredBy;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Direction;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.Errand;
import ai.openclaw.voice.call.Errand.Mode;
import ai.openclaw.voice.call.Errand.OnMachine;
import ai.openclaw.voice.call.Manners;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.Utterance;
import ai.openclaw.voice.call.Utterance.Supposition;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import ai.openclaw.voice.speech.MachineGreetings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a call that we placed begins. */
class OpeningTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final Routes routes = new Routes();
    private final VoiceSessions sessions = new VoiceSessions(
            extension -> Profile.of(extension, Manners.DEFAULT),
            new Worker(
                    routes,
                    new Phrases(Map.of()),
                    TurnEndJudge.NONE,
                    new MachineGreetings("en-US"),
                    WorkerClock.system(threads),
                    threads,
                    new WorkerObserver() {}));
    private final CallId call = CallId.fresh();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void nobodyIsListenedToWhenItDoesNotMatterWhoItIs() {
        begin(Mode.ANNOUNCE, OnMachine.IGNORE);
        awaitTold();
        assertThat(routes.heard).isEmpty();
        assertThat(answeredBy()).isEqualTo(AnsweredBy.UNKNOWN);
    }

    @Test
    void aLongMessageIsSaidClauseByClauseAndNobodyInterruptsAnAnnouncement() {
        begin(Mode.ANNOUNCE, OnMachine.IGNORE);
        awaitTold();
        assertThat(routes.told.get(0)).hasSizeGreaterThan(1);
        assertThat(commands(RoomCommand.TakeInterruptions.class))
                .last()
                .satisfies(take -> assertThat(take.rules().enabled()).isFalse());
        sessions.handle(new RoomEvent.PlayoutStarted(call, 0));
        sessions.handle(new RoomEvent.PlayoutFinished(call, 0, 4000));
        assertThat(awaitHangup()).isEqualTo(EndReason.ASSISTANT_HANGUP);
    }

    @Test
    void afterTheMessageOfAConversationItIsWaitedForAnAnswer() {
        begin(Mode.CONVERSATION, OnMachine.HANGUP);
        speak();
        sessions.handle(new RoomEvent.SpeechEnded(call, 200));
        awaitTold();
        assertThat(answeredBy()).isEqualTo(AnsweredBy.HUMAN);
        sessions.handle(new RoomEvent.PlayoutStarted(call, 0));
        sessions.handle(new RoomEvent.PlayoutFinished(call, 0, 4000));
        speak();
        Awaitility.await().atMost(PATIENCE).until(() -> !routes.turns.isEmpty());
        assertThat(routes.turns.get(0).context()).contains("Your car is ready.", "The bill is 250 dollars.");
        assertThat(commands(RoomCommand.Hangup.class)).isEmpty();
    }

    @Test
    void aMachineIsKnownByItsWordsAndHungUpOn() {
        begin(Mode.ANNOUNCE, OnMachine.HANGUP);
        speak();
        Awaitility.await().atMost(PATIENCE).until(() -> !routes.heard.isEmpty());
        routes.heard.get(0).suppose(new Supposition("Hi, please leave a message", false, 0));
        assertThat(awaitHangup()).isEqualTo(EndReason.ANSWERING_MACHINE);
        assertThat(answeredBy()).isEqualTo(AnsweredBy.MACHINE);
        assertThat(routes.told).isEmpty();
    }

    @Test
    void aMessageIsLeftAfterTheBeepEvenWhereAConversationWasWanted() {
        begin(Mode.CONVERSATION, OnMachine.LEAVE_MESSAGE);
        speak();
        Awaitility.await().atMost(PATIENCE).until(() -> !routes.heard.isEmpty());
        routes.heard.get(0).suppose(new Supposition("after the tone", false, 0));
        Awaitility.await().atMost(PATIENCE).until(() -> answeredBy() == AnsweredBy.MACHINE);
        assertThat(routes.told).as("while the machine speaks").isEmpty();
        sessions.handle(new RoomEvent.SpeechEnded(call, 200));
        sessions.handle(new RoomEvent.Beep(call));
        awaitTold();
        sessions.handle(new RoomEvent.PlayoutStarted(call, 0));
        sessions.handle(new RoomEvent.PlayoutFinished(call, 0, 4000));
        assertThat(awaitHangup()).isEqualTo(EndReason.ASSISTANT_HANGUP);
    }

    @Test
    void aMachineThatDoesNotBeepGetsItsMessageWhenItIsSilent() {
        begin(Mode.ANNOUNCE, OnMachine.LEAVE_MESSAGE);
        speak();
        Awaitility.await().atMost(PATIENCE).until(() -> !routes.heard.isEmpty());
        routes.heard.get(0).suppose(new Supposition("you have reached Bob", false, 0));
        sessions.handle(new RoomEvent.SpeechEnded(call, 200));
        awaitTold();
    }

    @Test
    void aCalleeWhoHangsUpAtOnceIsNotSpokenTo() {
        begin(Mode.ANNOUNCE, OnMachine.HANGUP);
        sessions.handle(new RoomEvent.CallEnded(call, EndReason.CALLEE_HANGUP, 100, null));
        Awaitility.await().atMost(PATIENCE).until(() -> sessions.active() == 0);
        assertThat(routes.told).isEmpty();
    }

    @Test
    void aMachineThatPausesAfterItsHelloIsKnownByItsWordsAndItsBeepTogether() {
        Utterance heard = converse();
        heard.suppose(new Supposition("please leave a message after the tone", false, 0));
        sessions.handle(new RoomEvent.Beep(call));
        assertThat(awaitHangup()).isEqualTo(EndReason.ANSWERING_MACHINE);
        assertThat(commands(RoomCommand.TellWhoAnswered.class))
                .extracting(RoomCommand.TellWhoAnswered::answeredBy)
                .containsExactly(AnsweredBy.HUMAN, AnsweredBy.MACHINE);
    }

    @Test
    void aPersonWhoSaysWhatMachinesSayIsNotHungUpOn() {
        Utterance heard = converse();
        heard.suppose(new Supposition("she is not available", false, 0));
        sessions.handle(new RoomEvent.Dtmf(call, '#'));
        Awaitility.await().atMost(PATIENCE).until(heard::isClosed);
        assertThat(commands(RoomCommand.Hangup.class)).isEmpty();
    }

    /** A person said hello, has heard the message, and speaks. */
    private Utterance converse() {
        begin(Mode.CONVERSATION, OnMachine.HANGUP);
        speak();
        sessions.handle(new RoomEvent.SpeechEnded(call, 200));
        awaitTold();
        sessions.handle(new RoomEvent.PlayoutStarted(call, 0));
        sessions.handle(new RoomEvent.PlayoutFinished(call, 0, 4000));
        speak();
        Awaitility.await().atMost(PATIENCE).until(() -> !routes.asked.isEmpty());
        return routes.asked.get(0);
    }

    private void begin(Mode mode, OnMachine machine) {
        Errand errand = new Errand(
                mode,
                Speakable.ofAnswer("Hello, this is the garage on Elm Street. Your car is ready. We close at six."),
                "The bill is 250 dollars.",
                machine);
        sessions.handle(new RoomEvent.CallStarted(
                call, Direction.OUTBOUND, "9001", "1001", System.currentTimeMillis(), 900, errand));
    }

    private void speak() {
        sessions.handle(new RoomEvent.SpeechStarted(call));
        sessions.handle(new RoomEvent.SpeechChunk(call, new Pcm(new short[800], 8000)));
    }

    private void awaitTold() {
        Awaitility.await("the message").atMost(PATIENCE).until(() -> !routes.told.isEmpty());
    }

    private EndReason awaitHangup() {
        Awaitility.await("hang-up").atMost(PATIENCE).until(() -> !commands(RoomCommand.Hangup.class)
                .isEmpty());
        return commands(RoomCommand.Hangup.class).get(0).reason();
    }

    private AnsweredBy answeredBy() {
        List<RoomCommand.TellWhoAnswered> told = commands(RoomCommand.TellWhoAnswered.class);
        return told.isEmpty() ? null : told.get(0).answeredBy();
    }

    private <T> List<T> commands(Class<T> type) {
        return routes.commands.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static final class Routes implements TurnRunner {
        final List<Turn> turns = new CopyOnWriteArrayList<>();
        final List<List<Speakable>> told = new CopyOnWriteArrayList<>();
        final List<Utterance> asked = new CopyOnWriteArrayList<>();
        final List<Utterance> heard = new CopyOnWriteArrayList<>();
        final List<RoomCommand> commands = new CopyOnWriteArrayList<>();

        @Override
        public void answer(VoiceSession session, Turn turn, Utterance utterance) {
            turns.add(turn);
            asked.add(utterance);
        }

        @Override
        public void say(VoiceSession session, Turn turn, Speakable phrase) {}

        @Override
        public void tell(VoiceSession session, Turn turn, List<Speakable> message) {
            told.add(message);
        }

        @Override
        public void hear(VoiceSession session, Turn turn, Utterance utterance) {
            heard.add(utterance);
        }

        @Override
        public void fill(VoiceSession session, Turn turn, Speakable phrase) {}

        @Override
        public void send(RoomCommand command) {
            commands.add(command);
        }
    }
}
