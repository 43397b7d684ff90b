package ai.openclaw.voice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.CallRecord;
import ai.openclaw.voice.call.Direction;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.Manners;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.call.TransferFailure;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.Utterance;
import ai.openclaw.voice.call.Utterance.Supposition;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import ai.openclaw.voice.speech.MachineGreetings;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whole sessions, driven by events of pure chance, stale ones among them. */
class ConversationsOfChanceTest {
    private static final int CALLS = 20_000;
    private static final int LONGEST = 60;
    private static final List<String> WORDS = List.of("", "mhm", "okay", "what time is it", "bye", "and then the");

    private static final Sequel NOBODY = new Sequel() {
        @Override
        public void given() {}

        @Override
        public void callerWentOn() {}

        @Override
        public void failed(TransferFailure why) {}
    };

    private final SplittableRandom random = new SplittableRandom(42);
    private final List<CallRecord> records = new ArrayList<>();
    private NotedRoutes routes = new NotedRoutes();

    @Test
    void noCallSpeaksWhileItListensAndEveryCallEnds() {
        AtomicLong now = new AtomicLong();
        Never never = new Never();
        try {
            for (int i = 0; i < CALLS; i++) {
                routes = new NotedRoutes();
                call(
                        new VoiceSessions(
                                extension -> Profile.of(extension, Manners.DEFAULT),
                                worker(new WorkerClock(never, now::get))),
                        now);
            }
        } finally {
            never.shutdownNow();
        }
        assertThat(records).hasSize(CALLS);
    }

    @BeforeAll
    static void spareTheLog() {
        ((Logger) LoggerFactory.getLogger(VoiceSession.class)).setLevel(Level.WARN);
    }

    @AfterAll
    static void logAgain() {
        ((Logger) LoggerFactory.getLogger(VoiceSession.class)).setLevel(null);
    }

    private Worker worker(WorkerClock clock) {
        return new Worker(
                routes,
                new Phrases(Map.of("thinking", "One moment.")),
                TurnEndJudge.NONE,
                new MachineGreetings("en-US"),
                clock,
                Runnable::run,
                new WorkerObserver() {
                    @Override
                    public void ended(CallRecord record) {
                        records.add(record);
                    }
                });
    }

    private void call(VoiceSessions sessions, AtomicLong now) {
        CallId call = CallId.fresh();
        sessions.handle(new RoomEvent.CallStarted(call, Direction.INBOUND, "9001", "alice", 0, 5));
        int length = random.nextInt(LONGEST);
        for (int n = 0; n < length; n++) {
            now.addAndGet(random.nextInt(500) * 1_000_000L);
            chance(sessions, call);
            assertOneVoice();
        }
        sessions.handle(new RoomEvent.CallEnded(call, EndReason.CALLER_HANGUP, 1000));
        assertThat(sessions.active()).isZero();
        assertThat(routes.turns).allMatch(turn -> !turn.isCurrent());
        assertThat(routes.utterances).allMatch(Utterance::isClosed);
    }

    private void chance(VoiceSessions sessions, CallId call) {
        int turn = random.nextInt(routes.turns.size() + 2);
        switch (random.nextInt(15)) {
            case 0, 1 -> sessions.handle(new RoomEvent.SpeechStarted(call));
            case 2 -> sessions.handle(new RoomEvent.SpeechChunk(call, new Pcm(new short[800], 8000)));
            case 3, 4 -> sessions.handle(new RoomEvent.SpeechEnded(call, 200));
            case 5 -> sessions.handle(new RoomEvent.SpeechResumed(call));
            case 6 -> sessions.handle(new RoomEvent.PlayoutStarted(call, turn));
            case 7 -> sessions.handle(new RoomEvent.PlayoutFinished(call, turn, random.nextInt(3000)));
            case 8 -> sessions.handle(new RoomEvent.PlayoutPaused(call, turn, random.nextInt(3000)));
            case 9 -> sessions.handle(new RoomEvent.BargeIn(call, turn, random.nextInt(3000)));
            case 10 -> sessions.handle(new RoomEvent.Dtmf(call, '#'));
            case 11 -> sessions.handle(new RoomEvent.Held(call));
            case 12 -> sessions.handle(new RoomEvent.TransferFailed(call, TransferFailure.BUSY));
            case 13 -> handOver(sessions, call);
            default -> suppose();
        }
    }

    private void handOver(VoiceSessions sessions, CallId call) {
        if (!routes.turns.isEmpty()) {
            Turn turn = routes.turns.get(random.nextInt(routes.turns.size()));
            sessions.afterwards(turn, new RoomCommand.Transfer(call, "1001"), NOBODY);
        }
    }

    private void suppose() {
        if (!routes.utterances.isEmpty()) {
            Utterance utterance = routes.utterances.get(random.nextInt(routes.utterances.size()));
            String words = WORDS.get(random.nextInt(WORDS.size()));
            utterance.suppose(new Supposition(words, random.nextBoolean(), utterance.pauses()));
        }
    }

    /** Of the turns that answer the caller, one at most has the floor, and none whose utterance is still open. */
    private void assertOneVoice() {
        int voices = 0;
        for (int i = 0; i < routes.turns.size(); i++) {
            if (routes.turns.get(i).isCurrent() && hasFloor(routes.turns.get(i))) {
                voices++;
                assertThat(routes.utterances.get(i).isClosed()).isTrue();
            }
        }
        assertThat(voices).isLessThanOrEqualTo(1);
    }

    private static boolean hasFloor(Turn turn) {
        boolean[] has = new boolean[1];
        turn.onFloor(() -> has[0] = true);
        return has[0];
    }

    /** A timer on which nothing is ever due: one thread alone plays the whole call. */
    private static final class Never extends ScheduledThreadPoolExecutor {
        Never() {
            super(1);
            setRemoveOnCancelPolicy(true);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            return super.schedule(task, 1, TimeUnit.DAYS);
        }
    }
}
