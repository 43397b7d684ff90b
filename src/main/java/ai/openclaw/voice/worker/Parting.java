package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.LimitRules;
import ai.openclaw.voice.call.WaitingRules;
import java.util.Optional;

/** When it is for us to end the call, why, and with which words. */
final class Parting {
    /** @param phrase the name of the configured phrase that says goodbye */
    record Reason(String phrase, EndReason endReason) {}

    private static final int NONE = -1;

    private final LimitRules limits;
    private final WaitingRules waiting;
    private int answered;
    private int unanswered;
    private int failedTurn = NONE;
    private int prompts;
    private int lastTurn = NONE;
    private EndReason endReason;

    Parting(LimitRules limits, WaitingRules waiting) {
        this.limits = limits;
        this.waiting = waiting;
    }

    /** The caller was asked whether they are there. */
    void prompted() {
        prompts++;
    }

    /** The brain had no answer for this turn. */
    void brainFailed(int turnId) {
        if (turnId != failedTurn) {
            failedTurn = turnId;
            unanswered++;
        }
    }

    /** The first sound of the turn's answer, or apology, was heard. */
    void answered(int turnId) {
        answered++;
        prompts = 0;
        if (turnId != failedTurn) {
            unanswered = 0;
        }
    }

    /** With this turn the conversation ends, unless the caller interrupts it. */
    void isLast(int turnId, EndReason reason) {
        lastTurn = turnId;
        endReason = reason;
    }

    boolean isLast(int turnId) {
        return lastTurn == turnId;
    }

    EndReason endReason() {
        return endReason;
    }

    /** Why goodbye is to be said now, if it is. */
    Optional<Reason> due() {
        if (unanswered >= limits.brainFailures()) {
            return Optional.of(new Reason("brain-gone", EndReason.BRAIN_DOWN));
        }
        if (answered >= limits.maxTurns()) {
            return Optional.of(new Reason("limit-reached", EndReason.MAX_TURNS));
        }
        return Optional.empty();
    }

    /** Nobody has answered to our asking for long enough. */
    Optional<Reason> idleTooLong() {
        return prompts >= waiting.idlePrompts()
                ? Optional.of(new Reason("idle-goodbye", EndReason.CALLER_SILENT))
                : Optional.empty();
    }
}
