package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.EndReason;
import java.util.Optional;
import java.util.concurrent.Future;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * We hand the caller over to somebody else: REFER (RFC 3515, RFC 5589). Until the peer says that it came to pass the call
 * goes on, and if it does not come to pass it goes on, too. Its state is guarded by the call's lock.
 */
final class Transfer {
    private static final Logger LOG = LoggerFactory.getLogger(Transfer.class);

    private final CallLeg leg;
    private boolean accepted;
    private boolean done;
    private Future<?> deadline;

    private Transfer(CallLeg leg) {
        this.leg = leg;
    }

    /**
     * @param target a SIP address with what it is to be called with
     * @throws SipException when the REFER cannot be sent
     */
    static Transfer begin(CallLeg leg, String target) throws SipException {
        Messages messages = leg.board().stack().messages();
        Transfer transfer = new Transfer(leg);
        Request refer = leg.dialog().targetRefresh(Request.REFER);
        refer.setHeader(messages.header("Refer-To", "<" + target + ">"));
        refer.setHeader(messages.header(
                "Referred-By", leg.dialog().dialog().getLocalParty().toString()));
        leg.dialog().send(refer, transfer.new Referred());
        return transfer;
    }

    /** Whether the peer is on its way to the other one, so that its BYE means that it got there. */
    boolean isUnderWay() {
        return accepted && !done;
    }

    boolean isDone() {
        return done;
    }

    /** How far the peer has come, RFC 3515 section 2.4.4. @param ended whether no further word will come */
    void progressed(Optional<Integer> status, boolean ended) {
        int said = status.orElse(Response.TRYING);
        if (said >= 200) {
            end(said);
        } else if (ended) {
            end(Response.REQUEST_TIMEOUT);
        }
    }

    private void end(int status) {
        synchronized (leg) {
            if (done) {
                return;
            }
            done = true;
            if (deadline != null) {
                deadline.cancel(false);
            }
        }
        LOG.info("The transfer ended with {}", status);
        leg.onSerial(() -> leg.board().events().transferred(leg, status));
        if (status < 300) {
            leg.onPool(() -> leg.hangup(EndReason.TRANSFERRED));
        }
    }

    private final class Referred implements Answers {
        @Override
        public void answered(ResponseEvent event) {
            int status = event.getResponse().getStatusCode();
            if (status >= 300) {
                end(status);
            } else if (status >= 200) {
                synchronized (leg) {
                    accepted = true;
                    if (!done && deadline == null) {
                        deadline = leg.board()
                                .timers()
                                .after(
                                        leg.board().configuration().getTransferTimeoutMs(),
                                        () -> leg.onPool(() -> end(Response.REQUEST_TIMEOUT)));
                    }
                }
            }
        }

        @Override
        public void unanswered() {
            end(Response.REQUEST_TIMEOUT);
        }
    }
}
