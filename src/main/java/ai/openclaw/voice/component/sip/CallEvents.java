package ai.openclaw.voice.component.sip;

/** Is told what becomes of calls. Per call: one thread at a time, in the order invited, confirmed, changed, ended, or dialled,
 * ringing, answered, changed, ended. */
interface CallEvents {
    /**
     * A new call. May block, and may go on after it has returned; its end without a final response is the listener's to deal
     * with.
     *
     * @param done to be run once it is over, on any thread
     */
    void invited(CallLeg leg, Runnable done);

    /** A call of ours is being dialled. */
    void dialled(CallLeg leg);

    /** It rings at the callee's. Told again when the exchange has more to say, such as an announcement. @param sdp of early media, or empty */
    void ringing(CallLeg leg, String sdp);

    /** The callee has answered. @param sdp the answer to our offer */
    void answered(CallLeg leg, String sdp);

    /** @param sdp the ACK's body: the caller's answer to an offer of ours, else empty */
    void confirmed(CallLeg leg, String sdp);

    /**
     * The caller offers another session in mid-call: hold, another address. May block. Before the call is answered it may
     * come while {@link #invited} is still at work.
     *
     * @return whether anybody is there to answer it with {@link CallLeg#answer} or {@link CallLeg#reject}
     */
    boolean changed(CallLeg leg, String offer);

    /** @param sdp the caller's answer to an offer of ours */
    void agreed(CallLeg leg, String sdp);

    /** The caller pressed a key, one of {@code 0-9*#A-D}, and signalling told it. */
    void pressed(CallLeg leg, char key);

    /** Whether anybody would follow if the caller referred us to somebody else. */
    boolean followsReferrals();

    /**
     * The caller refers us to somebody else. May block.
     *
     * @return whether anybody is there to follow with {@link CallLeg#follow}
     */
    boolean referred(CallLeg leg, String target);

    /** A transfer that we asked for ended. @param status of whom the caller was handed over to; 2xx when it came to pass */
    void transferred(CallLeg leg, int status);

    void ended(CallLeg leg);
}
