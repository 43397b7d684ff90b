package ai.openclaw.voice.outbound;

import ai.openclaw.voice.call.AnsweredBy;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.Errand;
import ai.openclaw.voice.outbound.OutboundCall.State;

/**
 * What v1's API calls the end of a call.
 *
 * @param state completed or failed
 * @param reason v1's word, or one of ours where it knew none
 */
record Outcome(State state, String reason) {
    static Outcome of(EndReason why, OutboundCall call) {
        return switch (why) {
            case BUSY -> failed("busy");
            case NO_ANSWER -> failed("no_answer");
            case NOT_FOUND -> failed("not_found");
            case DECLINED -> failed("rejected");
            case UNAVAILABLE -> failed("service_unavailable");
            case CANCELLED -> completed("local_hangup");
            case CALLEE_HANGUP -> completed("remote_hangup");
            case ANSWERING_MACHINE -> completed("answering_machine");
            case ASSISTANT_HANGUP -> completed(byUs(call));
            case MAX_DURATION, MAX_TURNS, CALLER_SILENT -> completed("conversation_complete");
            case BRAIN_DOWN -> completed("conversation_error");
            case SHUTDOWN -> call.wasAnswered() ? completed("shutdown") : failed("service_unavailable");
            default -> failed("error");
        };
    }

    private static String byUs(OutboundCall call) {
        if (call.isUnwanted()) {
            return "local_hangup";
        }
        if (call.answeredBy() == AnsweredBy.MACHINE) {
            return "message_left";
        }
        return call.errand().mode() == Errand.Mode.ANNOUNCE ? "announce_complete" : "conversation_complete";
    }

    private static Outcome completed(String reason) {
        return new Outcome(State.COMPLETED, reason);
    }

    private static Outcome failed(String reason) {
        return new Outcome(State.FAILED, reason);
    }
}
