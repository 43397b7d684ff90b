package ai.openclaw.voice.component.sip;

import java.util.concurrent.atomic.LongAdder;

/** What the guard did since the start. */
public final class GuardCounters {
    /** Requests of strangers that got a refusal. */
    public final LongAdder refused = new LongAdder();
    /** Requests of scanners, and of sources over their limit, that got silence. */
    public final LongAdder dropped = new LongAdder();
    /** Callers who were asked for a password. */
    public final LongAdder challenged = new LongAdder();
    /** Wrong passwords. */
    public final LongAdder badCredentials = new LongAdder();
}
