package ai.openclaw.voice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.BargeInRules;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Direction;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.EndpointRules;
import ai.openclaw.voice.call.LimitRules;
import ai.openclaw.voice.call.Manners;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.TransferFailure;
import ai.openclaw.voice.call.TurnTimings.Stage;
import ai.openclaw.voice.call.WaitingRules;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import ai.openclaw.voice.speech.MachineGreetings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A caller is handed over to somebody else: what they hear meanwhile, and when it fails. */
class TransferTest {
    private static final String FAILED = "I could not put you through.";
    private static final Manners MANNERS = new Manners(
            null,
            null,
            Speakable.ofPhrase(FAILED),
            new BargeInRules(true, 64, 20_000, 300, 0.5f, false, 20_000, BargeInRules.Resume.NEXT_CLAUSE),
            new EndpointRules(200, 250, 400, true),
            new WaitingRules(0, true, 500, 1),
            new LimitRules(2000, 300_000, 10, 2));

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final NotedRoutes routes = new NotedRoutes();
    private final VoiceSessions sessions = new VoiceSessions(
            extension -> Profile.of(extension, MANNERS),
            new Worker(
                    routes,
                    new Phrases(Map.of("idle", "Are you there?", "idle-goodbye", "Goodbye.")),
                    TurnEndJudge.NONE,
                    new MachineGreetings("en-US"),
                    WorkerClock.system(threads),
                    threads,
                    new WorkerObserver() {}));
    private final CallId call = CallId.fresh();
    private final RoomCommand transfer = new RoomCommand.Transfer(call, "1001");
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Sequel sequel = new Sequel() {
        @Override
        public void given() {
            told.add("given");
        }

        @Override
        public void callerWentOn() {
            told.add("caller-went-on");
        }

        @Override
        public void failed(TransferFailure why) {
            told.add(why.word());
            sessions.tellBrain(routes.turns.get(0), "It failed.");
        }
    };

    /** The first turn is being answered. */
    @BeforeEach
    void answering() {
        sessions.handle(new RoomEvent.CallStarted(call, Direction.INBOUND, "9001", "alice", 0, 12));
        say(1);
        routes.turns.get(0).timings().mark(Stage.ASKED);
        sessions.handle(new RoomEvent.PlayoutStarted(call, 1));
        sessions.afterwards(routes.turns.get(0), transfer, sequel);
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void itWaitsUntilItsAnnouncementWasHeard() {
        sessions.tellBrain(routes.turns.get(0), "They are still here.");
        assertThat(routes.commands).doesNotContain(transfer);

        ringing();

        assertThat(told).containsExactly("given");
        say(2);
        assertThat(routes.turns.get(1).context()).isEqualTo("They are still here.");
    }

    @Test
    void aCallerWhoGoesOnIsNotHandedOver() {
        sessions.handle(new RoomEvent.PlayoutPaused(call, 1, 800));
        speak();
        patiently().until(() -> routes.turns.size() == 2);
        sessions.handle(new RoomEvent.BargeIn(call, 1, 800));
        sessions.handle(new RoomEvent.PlayoutFinished(call, 1, 800));

        patiently().untilAsserted(() -> assertThat(told).containsExactly("caller-went-on"));
        assertThat(routes.commands).doesNotContain(transfer);
        assertThat(waitingTones()).isZero();
    }

    @Test
    void whoeverIsHandedOverHearsTheWaitingToneAndIsNotAskedWhetherTheyAreThere() {
        ringing();

        assertThat(waitingTones()).isOne();
        // Longer than a caller may be silent before they are asked.
        await().during(Duration.ofMillis(1200)).atMost(Duration.ofSeconds(20)).until(() -> routes.phrases.isEmpty());
        fails(TransferFailure.BUSY);
        patiently().until(() -> routes.phrases.contains(FAILED));
        heard();
        patiently().until(() -> routes.phrases.contains("Are you there?"));
    }

    @Test
    void whenItFailsTheCallerHearsSoAtOnceAndTheBrainKnowsItWithTheNextQuestion() {
        ringing();
        int tone = newest(RoomCommand.PlayWaitingTone.class).turnId();

        fails(TransferFailure.BUSY);

        patiently().until(() -> routes.phrases.equals(List.of(FAILED)));
        assertThat(routes.said.get(0).id())
                .as("a newer turn's sound ends the tone")
                .isGreaterThan(tone);
        assertThat(told).containsExactly("given", "busy");
        heard();
        say(2);
        assertThat(routes.turns.get(1).context()).isEqualTo("It failed.");
    }

    @Test
    void theWordsThatItFailedCanBeInterrupted() {
        ringing();
        fails(TransferFailure.REFUSED);
        patiently().until(() -> routes.said.size() == 1);
        int phrase = routes.said.get(0).id();
        sessions.handle(new RoomEvent.PlayoutStarted(call, phrase));
        sessions.handle(new RoomEvent.PlayoutPaused(call, phrase, 500));
        speak();
        sessions.handle(new RoomEvent.BargeIn(call, phrase, 900));

        patiently().until(() -> routes.commands.contains(new RoomCommand.StopPlayout(call, phrase)));
        assertThat(routes.said.get(0).isCurrent()).isFalse();
        assertThat(routes.turns.get(1).isCurrent()).isTrue();
    }

    @Test
    void aCallerWhoSpeaksWhileItRingsIsAnsweredAndThenWaitsOn() {
        ringing();
        int tone = newest(RoomCommand.PlayWaitingTone.class).turnId();
        say(2);
        assertThat(routes.commands).contains(new RoomCommand.StopPlayout(call, tone));

        answered(1);

        patiently().until(() -> waitingTones() == 2);
        assertThat(told).as("it is not taken back").containsExactly("given");
    }

    @Test
    void aKeyThatIsPressedWhileItRingsChangesNothing() {
        ringing();
        sessions.handle(new RoomEvent.Dtmf(call, '#'));
        sessions.handle(new RoomEvent.Dtmf(call, '1'));
        fails(TransferFailure.NO_ANSWER);

        patiently().until(() -> routes.phrases.contains(FAILED));
        assertThat(routes.turns).hasSize(1);
        assertThat(waitingTones()).isOne();
    }

    @Test
    void aFailureIsNotToldIntoAnAnswerButAfterIt() {
        ringing();
        say(2);
        routes.turns.get(1).timings().mark(Stage.ASKED);
        int answer = routes.turns.get(1).id();
        sessions.handle(new RoomEvent.PlayoutStarted(call, answer));
        fails(TransferFailure.BUSY);
        patiently().until(() -> told.contains("busy"));
        assertThat(routes.phrases).isEmpty();

        sessions.handle(new RoomEvent.PlayoutFinished(call, answer, 900));

        patiently().until(() -> routes.phrases.contains(FAILED));
        assertThat(waitingTones()).isOne();
    }

    @Test
    void whatTheBrainKnowsWithTheQuestionItTellsItself() {
        ringing();
        speak();
        fails(TransferFailure.BUSY);
        patiently().until(() -> routes.turns.get(1).context().equals("It failed."));
        sessions.handle(new RoomEvent.SpeechEnded(call, 250));
        patiently().until(() -> routes.utterances.get(1).isClosed());
        routes.turns.get(1).timings().mark(Stage.ASKED);
        answered(1);

        patiently().until(() -> routes.phrases.contains("Are you there?"));
        assertThat(routes.phrases).doesNotContain(FAILED);
    }

    @Test
    void aNoiseWhileItFailsDoesNotKeepItFromTheCaller() {
        ringing();
        speak();
        fails(TransferFailure.BUSY);
        sessions.handle(new RoomEvent.SpeechEnded(call, 250));
        patiently().until(() -> routes.utterances.get(1).isClosed());
        // No words in it: the brain was not asked.
        sessions.handle(new RoomEvent.PlayoutFinished(call, routes.turns.get(1).id(), 0));

        patiently().until(() -> routes.phrases.contains(FAILED));
    }

    @Test
    void aSecondOneIsNotBegunWhileTheFirstRings() {
        ringing();
        say(2);
        sessions.afterwards(routes.turns.get(1), new RoomCommand.Transfer(call, "1002"), sequel);
        answered(1);

        patiently().until(() -> told.contains("not-possible"));
        assertThat(routes.commands).doesNotContain(new RoomCommand.Transfer(call, "1002"));
        fails(TransferFailure.BUSY);
        patiently().until(() -> told.contains("busy"));
    }

    @Test
    void aFailureThatNobodyWaitsForIsNoNews() {
        fails(TransferFailure.BUSY);
        ringing();
        fails(TransferFailure.BUSY);
        fails(TransferFailure.NOT_REACHED);
        patiently().until(() -> routes.phrases.contains(FAILED));
        heard();

        patiently().until(() -> routes.phrases.contains("Are you there?"));
        assertThat(told).containsExactly("given", "busy");
        assertThat(routes.phrases).containsOnlyOnce(FAILED);
    }

    @Test
    void theCallersHangUpEndsItAll() {
        ringing();
        sessions.handle(new RoomEvent.CallEnded(call, EndReason.TRANSFERRED, 5000));
        patiently().until(() -> sessions.active() == 0);
        fails(TransferFailure.BUSY);
        assertThat(told).containsExactly("given");
    }

    private void ringing() {
        sessions.handle(new RoomEvent.PlayoutFinished(call, 1, 900));
        patiently().until(() -> routes.commands.contains(transfer) && waitingTones() == 1);
    }

    private void fails(TransferFailure why) {
        sessions.handle(new RoomEvent.TransferFailed(call, why));
    }

    private void speak() {
        sessions.handle(new RoomEvent.SpeechStarted(call));
        sessions.handle(new RoomEvent.SpeechChunk(call, new Pcm(new short[800], 8000)));
        int before = routes.turns.size();
        patiently().until(() -> !routes.turns.isEmpty() && routes.turns.size() >= before);
    }

    /** The caller's words of the turn are whole. */
    private void say(int turn) {
        speak();
        sessions.handle(new RoomEvent.SpeechEnded(call, 250));
        patiently()
                .until(() -> routes.utterances.size() == turn
                        && routes.utterances.get(turn - 1).isClosed());
    }

    private void answered(int turn) {
        int id = routes.turns.get(turn).id();
        sessions.handle(new RoomEvent.PlayoutStarted(call, id));
        sessions.handle(new RoomEvent.PlayoutFinished(call, id, 900));
    }

    /** The phrase was heard. */
    private void heard() {
        int id = routes.said.get(routes.said.size() - 1).id();
        sessions.handle(new RoomEvent.PlayoutStarted(call, id));
        sessions.handle(new RoomEvent.PlayoutFinished(call, id, 900));
    }

    private long waitingTones() {
        return routes.commands.stream()
                .filter(RoomCommand.PlayWaitingTone.class::isInstance)
                .count();
    }

    private <T extends RoomCommand> T newest(Class<T> type) {
        return routes.commands.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(20));
    }
}
