package ai.openclaw.voice.worker;

import java.util.concurrent.Executor;

/**
 * What all sessions of a worker share.
 *
 * @param pool runs the sessions' events, each session's one after the other
 */
record Worker(
        TurnRunner runner,
        Phrases phrases,
        TurnEndJudge judge,
        WorkerClock clock,
        Executor pool,
        WorkerObserver observer) {}
