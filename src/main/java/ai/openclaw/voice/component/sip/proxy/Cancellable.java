package ai.openclaw.voice.component.sip.proxy;

/** An INVITE that its sender may take back; the stack's transaction of the INVITE holds it. */
public interface Cancellable {
    /** @return whether the CANCEL came in time to change anything; it has its 200 already */
    boolean cancel();
}
