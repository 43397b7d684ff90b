package ai.openclaw.voice.component.sip;

import java.util.Optional;

/** What all calls have in common. */
record Switchboard(
        SipStack stack,
        CallLegs legs,
        CallEvents events,
        Timers timers,
        OutgoingRequests outgoing,
        Accounts accounts,
        SipConfiguration configuration) {
    /** What we are to the exchange that an extension of ours is registered at; empty for one that is not. */
    Optional<SipAccount> account(String extension) {
        return accounts.of(extension);
    }
}
