package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.component.sip.locate.Standing;
import ai.openclaw.voice.component.sip.locate.Target;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.ObjectInUseException;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.header.RetryAfterHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one request: to one target of the server after the other until one takes it (RFC 3263 section 4.3), and once more
 * with credentials where these are wanted.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /**
     * How long a target may be silent where there is another, ms. By then a datagram was sent three times (at 0, 0.5 and
     * 1.5 s, RFC 3261 section 17.1.2.2); the 32 s of a transaction would be lost for the next target.
     */
    static final long PATIENCE_MS = 2500;

    private final OutgoingRequests requests;
    private final Standing standing;
    private final Timers timers;
    private final SipAccount account;
    private final Consumer<ClientTransaction> beforeSending;
    private final Answers told;

    Delivery(
            OutgoingRequests requests,
            Standing standing,
            Timers timers,
            SipAccount account,
            Consumer<ClientTransaction> beforeSending,
            Answers told) {
        this.requests = requests;
        this.standing = standing;
        this.timers = timers;
        this.account = account;
        this.beforeSending = beforeSending;
        this.told = told;
    }

    /** @throws SipException when it can be sent to nobody */
    void send(Request request) throws SipException {
        for (Request next = request; ; ) {
            try {
                new Attempt(next).begin();
                return;
            } catch (SipException e) {
                Optional<Request> elsewhere = afterFailure(next, 0);
                if (elsewhere.isEmpty()) {
                    throw e;
                }
                next = elsewhere.get();
            }
        }
    }

    /** The request as it goes to the next target, if there is one. */
    private Optional<Request> afterFailure(Request request, long wishedMs) {
        Destination destination = Destination.of(request).orElse(null);
        if (destination == null) {
            return Optional.empty();
        }
        standing.failed(destination.target(), wishedMs);
        return elsewhere(request, destination);
    }

    private Optional<Request> elsewhere(Request request, Destination destination) {
        Optional<Target> next = standing.best(destination.all(), destination.triedWithThis());
        next.ifPresent(target -> LOG.info(
                "{} of {} goes to {}: {} does not take it",
                request.getMethod(),
                account.extension(),
                target,
                destination.target()));
        return next.flatMap(target -> requests.to(account, request, destination.to(target)));
    }

    private static boolean mayGoElsewhere(Request request) {
        return Destination.of(request)
                .filter(one -> one.all().size() > one.tried().size() + 1)
                .isPresent();
    }

    /** The request on its way to one target. */
    private final class Attempt implements Answers {
        private final Request request;
        private Future<?> patience;
        private boolean over;

        Attempt(Request request) {
            this.request = request;
        }

        void begin() throws SipException {
            ClientTransaction transaction = requests.transaction(request, this);
            beforeSending.accept(transaction);
            // An INVITE that rings somewhere must not ring elsewhere, too, and silence does not tell whether it does.
            if (!request.getMethod().equals(Request.INVITE) && mayGoElsewhere(request)) {
                patience = timers.after(PATIENCE_MS, () -> timers.threads().execute(() -> tooLong(transaction)));
            }
            try {
                transaction.sendRequest();
            } catch (SipException | RuntimeException e) {
                end();
                throw e;
            }
        }

        /** @return whether this attempt was still going on */
        private synchronized boolean end() {
            boolean was = !over;
            over = true;
            if (patience != null) {
                patience.cancel(false);
            }
            return was;
        }

        private synchronized boolean isOver() {
            return over;
        }

        private void tooLong(ClientTransaction transaction) {
            if (!end()) {
                return;
            }
            try {
                transaction.terminate();
            } catch (ObjectInUseException e) {
                LOG.debug("A request could not be taken back", e);
            }
            goOn(afterFailure(request, 0), told::unanswered);
        }

        @Override
        public void unanswered() {
            if (end()) {
                Optional<Request> next = afterFailure(request, 0);
                timers.threads().execute(() -> goOn(next, told::unanswered));
            }
        }

        @Override
        public void answered(ResponseEvent event) {
            Response response = event.getResponse();
            int status = response.getStatusCode();
            if (status < Response.OK) {
                alive();
                told.answered(event);
                return;
            }
            if (!request.getMethod().equals(Request.INVITE) ? !end() : isOver()) {
                return;
            }
            requests.heard(account, request, response);
            if (isTrouble(status) && mayGoElsewhere(request)) {
                Optional<Request> next = request.getMethod().equals(Request.REGISTER)
                        ? afterFailure(request, wish(response))
                        // The callee's own phone may be meant.
                        : Destination.of(request).flatMap(one -> elsewhere(request, one));
                timers.threads().execute(() -> goOn(next, () -> told.answered(event)));
                return;
            }
            Destination.of(request).ifPresent(one -> standing.answered(one.target()));
            boolean challenged = status == Response.UNAUTHORIZED || status == Response.PROXY_AUTHENTICATION_REQUIRED;
            Optional<Request> next = challenged ? requests.again(account, response, request) : Optional.empty();
            if (next.isEmpty()) {
                told.answered(event);
            } else {
                goOn(next, told::unanswered);
            }
        }

        /** What is on its way needs no other target any more. */
        private synchronized void alive() {
            if (patience != null) {
                patience.cancel(false);
            }
        }

        /** RFC 3263 section 4.3. An OPTIONS may have been passed on to ourselves, and the 503 be our own. */
        private boolean isTrouble(int status) {
            return status == Response.SERVICE_UNAVAILABLE
                    && !request.getMethod().equals(Request.OPTIONS);
        }

        private static long wish(Response response) {
            return response.getHeader(RetryAfterHeader.NAME) instanceof RetryAfterHeader retry
                    ? TimeUnit.SECONDS.toMillis(retry.getRetryAfter())
                    : 0;
        }

        private void goOn(Optional<Request> next, Runnable otherwise) {
            if (next.isEmpty()) {
                otherwise.run();
                return;
            }
            try {
                send(next.get());
            } catch (SipException | RuntimeException e) {
                LOG.debug("A {} could not be sent again", request.getMethod(), e);
                told.unanswered();
            }
        }
    }
}
