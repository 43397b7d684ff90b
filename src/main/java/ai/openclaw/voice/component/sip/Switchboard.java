package ai.openclaw.voice.component.sip;

/** What all calls have in common. */
record Switchboard(
        SipStack stack,
        CallLegs legs,
        CallEvents events,
        Timers timers,
        OutgoingRequests outgoing,
        SipConfiguration configuration) {}
