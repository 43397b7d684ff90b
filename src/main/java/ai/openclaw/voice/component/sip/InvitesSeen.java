package ai.openclaw.voice.component.sip;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;

/**
 * The INVITEs that made calls, so that none makes two: one that is repeated after its final response finds no transaction
 * any more, and one may reach us on two ways (RFC 3261 section 8.2.2.2).
 */
final class InvitesSeen {
    enum Verdict {
        NEW,
        /** The same over the same way: what it was answered is being repeated, or was acknowledged already. */
        REPEATED,
        /** The same over another way. */
        MERGED
    }

    /** 64*T1: nobody repeats an INVITE for longer, RFC 3261 section 17.1.1.2. In ns. */
    private static final long KEPT = TimeUnit.SECONDS.toNanos(32);

    private record Seen(String branch, long at) {}

    private final Map<String, Seen> seen = new HashMap<>();
    private long nextSweep = System.nanoTime() + KEPT;

    synchronized Verdict judge(Request invite) {
        long now = System.nanoTime();
        if (now - nextSweep > 0) {
            seen.values().removeIf(one -> now - one.at > 2 * KEPT);
            nextSweep = now + KEPT;
        }
        String branch = String.valueOf(((ViaHeader) invite.getHeader(ViaHeader.NAME)).getBranch());
        Seen before = seen.putIfAbsent(key(invite), new Seen(branch, now));
        if (before == null) {
            return Verdict.NEW;
        }
        return before.branch.equals(branch) ? Verdict.REPEATED : Verdict.MERGED;
    }

    private static String key(Request invite) {
        return ((CallIdHeader) invite.getHeader(CallIdHeader.NAME)).getCallId()
                + '\n'
                + ((FromHeader) invite.getHeader(FromHeader.NAME)).getTag()
                + '\n'
                + ((CSeqHeader) invite.getHeader(CSeqHeader.NAME)).getSeqNumber();
    }
}
