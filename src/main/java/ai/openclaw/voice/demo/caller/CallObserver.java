package ai.openclaw.voice.demo.caller;

/** Is told of a scripted call while it goes on; called on the script's thread. */
public interface CallObserver {
    CallObserver NONE = new CallObserver() {};

    default void outcome(CallOutcome outcome) {}

    /** The caller begins to say this. */
    default void callerSays(String words) {}

    /** The far side has said this, as understood. */
    default void assistantSaid(Heard heard) {}

    /**
     * A question was answered, or not.
     *
     * @param turn counts up from 1
     */
    default void answered(CallReport.TurnReport turn) {}
}
