package ai.openclaw.voice.demo.caller;

/** Who ended the call. */
public enum CallEnd {
    /** The caller sent BYE. */
    CALLER,
    /** The far side sent BYE. */
    FAR_SIDE,
    /** The caller gave up before the answer (CANCEL). */
    CANCELLED,
    /** It never came about: see {@link CallOutcome#status()}. */
    NOT_ANSWERED,
    /** The caller's sockets were closed without a word. */
    VANISHED
}
