package ai.openclaw.voice.component.sip;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sip.ClientTransaction;
import javax.sip.ObjectInUseException;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks another system by OPTIONS whether it is there, RFC 3261 section 11. */
final class OptionsQuestion {
    private static final Logger LOG = LoggerFactory.getLogger(OptionsQuestion.class);

    private final SipStack stack;
    private final OutgoingRequests requests;

    OptionsQuestion(SipStack stack, OutgoingRequests requests) {
        this.stack = stack;
        this.requests = requests;
    }

    /** Waits for the answer. @return its status, or 0 when none came in time */
    int ask(SipURI system, long timeoutMs) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        ClientTransaction transaction = null;
        try {
            transaction = stack.newClientTransaction(requests.options(asker(system), null), new Answers() {
                @Override
                public void answered(ResponseEvent event) {
                    if (event.getResponse().getStatusCode() >= 200) {
                        status.complete(event.getResponse().getStatusCode());
                    }
                }

                @Override
                public void unanswered() {
                    status.complete(0);
                }
            });
            transaction.sendRequest();
            return status.get(timeoutMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (TimeoutException e) {
            end(transaction);
            return 0;
        } catch (SipException | ExecutionException e) {
            LOG.debug("{} cannot be asked", system, e);
            return 0;
        }
    }

    /** Nobody in particular: who is asked need not know us. */
    private static SipAccount asker(SipURI system) {
        String place = system.getHost() + (system.getPort() > 0 ? ":" + system.getPort() : "");
        String transport = system.getTransportParam() == null
                ? "udp"
                : system.getTransportParam().toLowerCase();
        return new SipAccount("voice", null, null, "", place, place, null, transport, 0);
    }

    /** Without this the question would be repeated for half a minute. */
    private static void end(ClientTransaction transaction) {
        try {
            transaction.terminate();
        } catch (ObjectInUseException e) {
            LOG.debug("A question could not be taken back", e);
        }
    }
}
