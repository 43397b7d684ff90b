package ai.openclaw.voice.component.sip.register;

import static ai.openclaw.voice.component.sip.register.RegistrationState.Action.*;
import static ai.openclaw.voice.component.sip.register.RegistrationState.Event.*;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** A registration's life, as one table (RFC 3261 section 10). What the table does not name changes nothing. */
public enum RegistrationState {
    NEW,
    /** A REGISTER is on its way; calls do not reach us, or nobody knows whether they do. */
    REGISTERING,
    REGISTERED,
    /** Registered, and the REGISTER that renews it is on its way. */
    REFRESHING,
    /** The exchange was silent or in trouble; we try again soon. */
    WAITING,
    /** The exchange said no; we try again, but rarely, because exchanges lock out who insists. */
    REFUSED,
    /** A REGISTER that takes us back is on its way. */
    ENDING,
    ENDED;

    enum Event {
        STARTED,
        ACCEPTED,
        /** 423: the exchange wants registrations to last longer. */
        TOO_BRIEF,
        /** Our address as the exchange sees it has changed. */
        MOVED,
        /** A final answer that will not change by itself. */
        DENIED,
        /** No answer, or one that says that the exchange has a problem. */
        FAILED,
        /** The time to renew, or to try again, has come. */
        DUE,
        /** The exchange does not know us any more. */
        FORGOTTEN,
        /** The exchange does not answer. */
        GONE,
        /** The exchange answers again; it may have lost everything. */
        RETURNED,
        STOPPED
    }

    enum Action {
        NOTHING,
        REGISTER,
        /** Renew well before it expires. */
        AWAIT_REFRESH,
        /** Try again, after a little longer each time. */
        BACK_OFF,
        /** Try again, much later. */
        SLOW_DOWN,
        UNREGISTER,
        FINISH
    }

    record Transition(RegistrationState next, Action action) {}

    private static final Map<RegistrationState, Map<Event, Transition>> TABLE = new EnumMap<>(RegistrationState.class);

    static {
        //  in           when        then         doing
        row(NEW, STARTED, REGISTERING, REGISTER);
        row(NEW, STOPPED, ENDED, FINISH);

        row(REGISTERING, ACCEPTED, REGISTERED, AWAIT_REFRESH);
        row(REGISTERING, TOO_BRIEF, REGISTERING, REGISTER);
        row(REGISTERING, MOVED, REGISTERING, REGISTER);
        row(REGISTERING, DENIED, REFUSED, SLOW_DOWN);
        row(REGISTERING, FAILED, WAITING, BACK_OFF);
        row(REGISTERING, STOPPED, ENDING, UNREGISTER);

        row(REGISTERED, DUE, REFRESHING, REGISTER);
        row(REGISTERED, FORGOTTEN, REGISTERING, REGISTER);
        row(REGISTERED, GONE, REFRESHING, REGISTER);
        row(REGISTERED, RETURNED, REFRESHING, REGISTER);
        row(REGISTERED, STOPPED, ENDING, UNREGISTER);

        row(REFRESHING, ACCEPTED, REGISTERED, AWAIT_REFRESH);
        row(REFRESHING, TOO_BRIEF, REFRESHING, REGISTER);
        row(REFRESHING, MOVED, REFRESHING, REGISTER);
        row(REFRESHING, DENIED, REFUSED, SLOW_DOWN);
        row(REFRESHING, FAILED, WAITING, BACK_OFF);
        row(REFRESHING, FORGOTTEN, REGISTERING, NOTHING);
        row(REFRESHING, STOPPED, ENDING, UNREGISTER);

        row(WAITING, DUE, REGISTERING, REGISTER);
        row(WAITING, RETURNED, REGISTERING, REGISTER);
        row(WAITING, STOPPED, ENDING, UNREGISTER);

        row(REFUSED, DUE, REGISTERING, REGISTER);
        row(REFUSED, STOPPED, ENDED, FINISH);

        row(ENDING, ACCEPTED, ENDED, FINISH);
        row(ENDING, TOO_BRIEF, ENDED, FINISH);
        row(ENDING, MOVED, ENDED, FINISH);
        row(ENDING, DENIED, ENDED, FINISH);
        row(ENDING, FAILED, ENDED, FINISH);
    }

    private static void row(RegistrationState in, Event when, RegistrationState then, Action doing) {
        TABLE.computeIfAbsent(in, state -> new EnumMap<>(Event.class)).put(when, new Transition(then, doing));
    }

    /** What an event leads to, or null when it changes nothing. */
    Transition on(Event event) {
        return TABLE.getOrDefault(this, Map.of()).get(event);
    }

    /** Whether the exchange sends us calls. */
    public boolean isRegistered() {
        return this == REGISTERED || this == REFRESHING;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
