package ai.openclaw.voice.component.sip.register;

import ai.openclaw.voice.component.sip.SipAccount;
import java.util.function.Consumer;

/**
 * Sends what registrations need. May wait for the name service or a connection, and tells of outcomes on any thread, at the
 * most once each; a registration does not wait for ever for them.
 */
public interface Registrar {
    /**
     * Sends a REGISTER and answers its challenges.
     *
     * @param callId the same for all of one registration, RFC 3261 section 10.2
     * @param cSeq more than any before
     * @param expiresSeconds 0 takes the registration back
     */
    void register(SipAccount account, String callId, long cSeq, int expiresSeconds, Consumer<RegisterOutcome> told);

    /** Asks the exchange for the account's own address of record, by OPTIONS. */
    void probe(SipAccount account, Consumer<ProbeOutcome> told);

    /** The account is not ours any more. */
    void forget(SipAccount account);
}
