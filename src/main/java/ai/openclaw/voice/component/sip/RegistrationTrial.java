package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.component.sip.locate.Standing;
import ai.openclaw.voice.component.sip.register.RegisterOutcome;
import ai.openclaw.voice.component.sip.register.RegistrationRules;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sip.ClientTransaction;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers an extension once, as the system would, and takes it back. For when the system does not run: it listens on the
 * system's own port, so there cannot be both.
 */
public final class RegistrationTrial implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationTrial.class);

    /** For an address that we are told of late, and a registration that must last longer. */
    private static final int MOST_TRIES = 3;

    private static final int INTERVAL_TOO_BRIEF = 423;

    /** Until the exchange asks again by itself, nobody asks it. */
    private static final long PATIENCE_MS = RegistrationRules.checkingEvery(0).answerMs();

    private final ExecutorService threads;
    private final Timers timers;
    private final HostNames names;
    private final SipStack stack;
    private final SipRegistrar registrar;

    /**
     * @param tls null when no extension needs it
     * @throws IllegalStateException when the port is taken
     */
    public RegistrationTrial(SipConfiguration configuration, SipTls tls) {
        configuration.check();
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "sip-trial");
            thread.setDaemon(true);
            return thread;
        });
        timers = new Timers(threads, PATIENCE_MS, PATIENCE_MS);
        names = new HostNames(configuration, Standing.FIRST_MS, List::of);
        stack = new SipStack(configuration, new SipSockets(tls, names));
        OutgoingRequests outgoing = new OutgoingRequests(stack, names, timers);
        registrar = new SipRegistrar(outgoing, stack.reachedAt());
        try {
            stack.start(new Listener());
        } catch (RuntimeException e) {
            timers.close();
            names.close();
            threads.shutdownNow();
            throw e;
        }
    }

    /** @return what the exchange said last; the registration is taken back by then */
    public RegisterOutcome register(SipAccount account) throws InterruptedException {
        String callId = UUID.randomUUID().toString();
        int seconds = account.expiresSeconds();
        long cSeq = 1;
        RegisterOutcome outcome = register(account, callId, cSeq, seconds);
        for (int tries = 1; tries < MOST_TRIES && outcome.status() == INTERVAL_TOO_BRIEF; tries++) {
            seconds = Math.max(seconds, outcome.minExpiresSeconds());
            cSeq = outcome.cSeq() + 1;
            outcome = register(account, callId, cSeq, seconds);
        }
        if (outcome.status() / 100 == 2) {
            RegisterOutcome back = register(account, callId, outcome.cSeq() + 1, 0);
            if (back.status() / 100 != 2) {
                LOG.debug("The registration of {} could not be taken back: {}", account.extension(), back);
            }
        }
        return outcome;
    }

    private RegisterOutcome register(SipAccount account, String callId, long cSeq, int seconds)
            throws InterruptedException {
        CompletableFuture<RegisterOutcome> told = new CompletableFuture<>();
        // A connection may take its time.
        threads.execute(() -> registrar.register(account, callId, cSeq, seconds, told::complete));
        try {
            return told.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return RegisterOutcome.unanswered("no answer within " + PATIENCE_MS / 1000 + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stack.stop();
        timers.close();
        names.close();
        threads.shutdownNow();
    }

    /** Hears answers. Whoever calls in that second is told that there is nobody yet. */
    private final class Listener implements SipListener {
        @Override
        public void processRequest(RequestEvent event) {
            Request request = event.getRequest();
            if (request.getMethod().equals(Request.ACK)) {
                return;
            }
            try {
                stack.sendStateless(stack.messages().response(Response.SERVICE_UNAVAILABLE, request));
            } catch (SipException | RuntimeException e) {
                LOG.debug("A {} could not be answered", request.getMethod(), e);
            }
        }

        @Override
        public void processResponse(ResponseEvent event) {
            SipStack.answersOf(event.getClientTransaction()).answered(event);
        }

        @Override
        public void processTimeout(TimeoutEvent event) {
            ClientTransaction transaction = event.getClientTransaction();
            if (transaction != null) {
                SipStack.answersOf(transaction).unanswered();
            }
        }

        @Override
        public void processIOException(IOExceptionEvent event) {}

        @Override
        public void processTransactionTerminated(TransactionTerminatedEvent event) {}

        @Override
        public void processDialogTerminated(DialogTerminatedEvent event) {}
    }
}
