package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.CallRecord;
import ai.openclaw.voice.call.Turn;

/** Is told what happened in conversations: for meters, for the demo's screen, for the record. Must not block. */
public interface WorkerObserver {
    /** The first packet of the turn's answer has left; its timings are complete. */
    default void answered(Turn turn) {}

    default void bargedIn() {}

    /** The caller coughed, or said "mhm", while we spoke, and we went on. */
    default void notMeant() {}

    /** @param code short, for example {@code stt:fallback} */
    default void failed(String code) {}

    /** The call is over and this is its record. */
    default void ended(CallRecord record) {}
}
