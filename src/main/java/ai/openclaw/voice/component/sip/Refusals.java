package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.EndReason;

/** What the final status of a call of ours means to whoever asked for it. */
final class Refusals {
    private Refusals() {}

    static EndReason meaning(int status) {
        return switch (status) {
            case 486, 600 -> EndReason.BUSY;
            // 480: nobody is there now; 487: the exchange gave up by itself.
            case 408, 480, 487 -> EndReason.NO_ANSWER;
            case 404, 410, 484, 485, 604 -> EndReason.NOT_FOUND;
            case 403, 433, 603, 607, 608 -> EndReason.DECLINED;
            case 500, 502, 503, 504 -> EndReason.UNAVAILABLE;
            default -> EndReason.CALL_FAILED;
        };
    }
}
