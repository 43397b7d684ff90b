package ai.openclaw.voice.worker;

import ai.openclaw.voice.speech.MachineGreetings;
import java.util.concurrent.Executor;

/**
 * What all sessions of a worker share.
 *
 * @param greetings what answering machines say
 * @param pool runs the sessions' events, each session's one after the other
 */
record Worker(
        TurnRunner runner,
        Phrases phrases,
        TurnEndJudge judge,
        MachineGreetings greetings,
        WorkerClock clock,
        Executor pool,
        WorkerObserver observer) {}
