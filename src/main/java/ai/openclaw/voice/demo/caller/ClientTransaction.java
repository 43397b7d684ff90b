package ai.openclaw.voice.demo.caller;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One request on its way (RFC 3261, section 17.1): sent again over UDP until something comes back, given up in time. */
final class ClientTransaction {
    /** T1, the estimate of the round trip (RFC 3261, 17.1.1.1). */
    static final long T1_MS = 500;
    /** T2, the longest pause between retransmissions of a request other than INVITE. */
    static final long T2_MS = 4000;

    final boolean invite;
    final CompletableFuture<SipMessage> finalResponse = new CompletableFuture<>();
    private final Runnable transmit;
    private final boolean unreliable;
    private final ScheduledExecutorService timers;
    private ScheduledFuture<?> retransmission;
    private ScheduledFuture<?> giveUp;
    private boolean answered;

    ClientTransaction(boolean invite, boolean unreliable, Runnable transmit, ScheduledExecutorService timers) {
        this.invite = invite;
        this.unreliable = unreliable;
        this.transmit = transmit;
        this.timers = timers;
    }

    synchronized void begin(Runnable onTimeout) {
        transmit.run();
        if (unreliable) {
            again(T1_MS);
        }
        giveUp = timers.schedule(
                () -> {
                    stop();
                    onTimeout.run();
                },
                64 * T1_MS,
                TimeUnit.MILLISECONDS);
    }

    private void again(long afterMs) {
        retransmission = timers.schedule(
                () -> {
                    synchronized (this) {
                        if (!answered) {
                            transmit.run();
                            again(invite ? 2 * afterMs : Math.min(2 * afterMs, T2_MS));
                        }
                    }
                },
                afterMs,
                TimeUnit.MILLISECONDS);
    }

    /** A provisional response ends an INVITE's retransmissions and its Timer B: it may ring for minutes. */
    synchronized void provisional() {
        if (invite) {
            stop();
        }
    }

    void complete(SipMessage response) {
        stop();
        finalResponse.complete(response);
    }

    synchronized void stop() {
        answered = true;
        if (retransmission != null) {
            retransmission.cancel(false);
        }
        if (giveUp != null) {
            giveUp.cancel(false);
        }
    }
}
