package ai.openclaw.voice.component.sip.register;

/**
 * What the exchange said when it was asked for our own address.
 *
 * @param status the final response's; 0 when there was none
 * @param reachedUs whether the question itself came back to us, which proves that the exchange knows where we are
 */
public record ProbeOutcome(int status, boolean reachedUs) {
    /** Whether the exchange says that nobody is registered there (RFC 3261 sections 21.4.5, 21.4.11, 21.4.18). */
    boolean saysNobodyIsThere() {
        return status == 404 || status == 410 || status == 480;
    }

    /** 408 is a proxy's word for silence; a 503 can be our own answer, which the exchange only passed on. */
    boolean saysNothing() {
        return !reachedUs && (status == 0 || status == 408 || status >= 500);
    }
}
