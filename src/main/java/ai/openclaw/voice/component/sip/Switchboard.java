package ai.openclaw.voice.component.sip;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What all calls have in common.
 *
 * @param exchanges whether an address is that of a server of our accounts
 */
record Switchboard(
        SipStack stack,
        CallLegs legs,
        CallEvents events,
        Timers timers,
        OutgoingRequests outgoing,
        Accounts accounts,
        Predicate<InetAddress> exchanges,
        SipConfiguration configuration) {
    /** What we are to the exchange that an extension of ours is registered at; empty for one that is not. */
    Optional<SipAccount> account(String extension) {
        return accounts.of(extension);
    }
}
