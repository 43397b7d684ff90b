package ai.openclaw.voice.component.sip;

import javax.sip.ResponseEvent;

/** Is told, on the stack's threads, what a request of ours is answered. So nothing here waits. */
interface Answers {
    /** For requests whose answer changes nothing. */
    Answers IGNORED = event -> {};

    /** A response came, provisional or final. An INVITE can get several final ones, and then is told of each. */
    void answered(ResponseEvent event);

    /** No final response came in time (64*T1, RFC 3261 section 17.1), or the request could not be sent. */
    default void unanswered() {}
}
