package ai.openclaw.voice.component.sip;

import javax.sip.RequestEvent;

/** Looks at a request before the user agent server does: a guard at the door, or the hop that passes calls on. */
interface RequestTaker {
    /**
     * Called on the stack's threads, so nothing here waits.
     *
     * @return whether the request is dealt with, so that nobody else may answer it
     */
    boolean take(RequestEvent event);
}
