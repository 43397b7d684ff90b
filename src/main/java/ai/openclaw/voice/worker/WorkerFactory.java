package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.speech.MachineGreetings;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.camel.ProducerTemplate;

/** Makes a worker with the threads that it needs, and ends them. */
public final class WorkerFactory implements AutoCloseable {
    /** A call has at most its current turn and cancelled ones that are just ending. */
    private static final int TURN_THREADS_PER_CALL = 3;

    private final ScheduledExecutorService timer;
    private final Executor sessions;
    private final Executor turns;
    private final Runnable ending;

    /** @param maxCalls how many calls there can be at once; bounds the threads */
    public WorkerFactory(int maxCalls) {
        timer = Executors.newSingleThreadScheduledExecutor(named("voice-timer"));
        ExecutorService ofSessions = Executors.newFixedThreadPool(
                Math.max(2, Runtime.getRuntime().availableProcessors()), named("voice-session"));
        ExecutorService ofTurns = new ThreadPoolExecutor(
                0,
                maxCalls * TURN_THREADS_PER_CALL,
                30,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                named("voice-turn"));
        sessions = ofSessions;
        turns = ofTurns;
        ending = () -> {
            timer.shutdownNow();
            ofTurns.shutdownNow();
            ofSessions.shutdown();
        };
    }

    /** With threads that stay the giver's: for simulations. */
    public WorkerFactory(ScheduledExecutorService timer, Executor sessions, Executor turns) {
        this.timer = timer;
        this.sessions = sessions;
        this.turns = turns;
        ending = () -> {};
    }

    /**
     * @param profiles what is particular to an extension
     * @param greetings what answering machines say
     * @param commandsUri the link's endpoint for commands to the room
     */
    public VoiceSessions create(
            Function<String, Profile> profiles,
            Phrases phrases,
            TurnEndJudge judge,
            MachineGreetings greetings,
            ProducerTemplate template,
            String commandsUri,
            List<WorkerObserver> observers) {
        return create(profiles, phrases, judge, greetings, template, commandsUri, observers, WorkerClock.system(timer));
    }

    /** As above, with a time of its own: for simulations. */
    public VoiceSessions create(
            Function<String, Profile> profiles,
            Phrases phrases,
            TurnEndJudge judge,
            MachineGreetings greetings,
            ProducerTemplate template,
            String commandsUri,
            List<WorkerObserver> observers,
            WorkerClock clock) {
        return new VoiceSessions(
                profiles,
                new Worker(
                        new RouteTurns(template, turns, commandsUri),
                        phrases,
                        judge,
                        greetings,
                        clock,
                        sessions,
                        new Observers(observers)));
    }

    @Override
    public void close() {
        ending.run();
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
