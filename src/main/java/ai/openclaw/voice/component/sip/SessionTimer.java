package ai.openclaw.voice.component.sip;

import gov.nist.javax.sip.header.extensions.MinSE;
import gov.nist.javax.sip.header.extensions.SessionExpires;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.header.Header;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Session timers, RFC 4028: one of the two sides repeats within the interval that the call still exists, by UPDATE or
 * re-INVITE; when that stops coming, or is not answered, the other one is gone. Its state is guarded by the call's lock.
 */
final class SessionTimer {
    static final String OPTION_TAG = "timer";

    private static final Logger LOG = LoggerFactory.getLogger(SessionTimer.class);
    private static final String US_WHEN_ASKED = "uas";
    private static final String US_WHEN_ASKING = "uac";
    /** RFC 4028 section 10: the BYE goes out this much before the end, but at most a third of the interval. */
    private static final int LONGEST_MARGIN_SECONDS = 32;

    private final CallLeg leg;
    private final Timers timers;
    private final SipConfiguration configuration;
    private int minSeconds;
    private int intervalSeconds;
    /** Whether it is us who refresh. */
    private boolean refreshing;

    private Future<?> next;

    SessionTimer(CallLeg leg, Switchboard board) {
        this.leg = leg;
        this.timers = board.timers();
        this.configuration = board.configuration();
        this.minSeconds = configuration.getMinSessionExpires();
    }

    /** Why a request cannot be taken: RFC 4028 section 9, its interval is below what we bear. */
    static Optional<RequestCheck.Fault> fault(Request request, SipConfiguration configuration, Messages messages) {
        int asked = seconds(request.getHeader(SessionExpires.NAME));
        int least = configuration.getMinSessionExpires();
        boolean tooShort = asked > 0 && asked < least && Options.supports(request, OPTION_TAG);
        return isOff(configuration) || !tooShort
                ? Optional.empty()
                : Optional.of(new RequestCheck.Fault(422, null, messages.header(MinSE.NAME, Integer.toString(least))));
    }

    private static boolean isOff(SipConfiguration configuration) {
        return configuration.getSessionExpires() == 0;
    }

    // As the one who is asked.

    /** Puts what holds from now on into our 2xx to an INVITE or UPDATE, and keeps to it. */
    void agree(Request request, Response ok) {
        if (isOff(configuration)) {
            return;
        }
        int asked = seconds(request.getHeader(SessionExpires.NAME));
        boolean known = Options.supports(request, OPTION_TAG) || Options.requires(request, OPTION_TAG);
        if (asked == 0 && !known && !refreshing) {
            stop();
            return;
        }
        int least = Math.max(minSeconds, seconds(request.getHeader(MinSE.NAME)));
        // A proxy that asked at the beginning need not do so again: what we took upon us goes on.
        int wanted = refreshing ? intervalSeconds : configuration.getSessionExpires();
        intervalSeconds = Math.max(least, asked == 0 ? wanted : Math.min(asked, wanted));
        String said = refresher(request.getHeader(SessionExpires.NAME));
        // Who did not ask for an interval, or cannot know of it because a proxy did, is spared the work.
        boolean ours = said == null ? asked == 0 || !known : said.equals(US_WHEN_ASKED);
        Messages messages = leg.board().stack().messages();
        ok.setHeader(messages.header(SessionExpires.NAME, intervalSeconds + ";refresher=" + (ours ? "uas" : "uac")));
        if (!ours) {
            ok.setHeader(messages.header("Require", OPTION_TAG));
        }
        start(ours);
    }

    // As the one who asks.

    /** Puts into a request of ours, an INVITE or a refresh, what we would like to hold. */
    void propose(Request request) {
        if (isOff(configuration)) {
            return;
        }
        Messages messages = leg.board().stack().messages();
        boolean running = intervalSeconds > 0;
        int wanted = Math.max(minSeconds, running ? intervalSeconds : configuration.getSessionExpires());
        // Before there is an interval, the one who is asked may choose who refreshes.
        String refresher = running ? ";refresher=" + US_WHEN_ASKING : "";
        request.setHeader(messages.header(SessionExpires.NAME, wanted + refresher));
        request.setHeader(messages.header(MinSE.NAME, Integer.toString(minSeconds)));
    }

    /** Keeps to what a 2xx to a request of ours says. */
    void agreed(Response ok) {
        if (isOff(configuration)) {
            return;
        }
        int said = seconds(ok.getHeader(SessionExpires.NAME));
        if (said > 0) {
            intervalSeconds = said;
            start(!US_WHEN_ASKED.equals(refresher(ok.getHeader(SessionExpires.NAME))));
        } else if (intervalSeconds > 0) {
            // The peer knows nothing of it, but a proxy between us may: RFC 4028 section 7.2.
            start(true);
        }
    }

    /**
     * A 422 to a request of ours says how long it must be.
     *
     * @return whether it is worth while to send the request again, with what {@link #propose} now says
     */
    boolean tooShort(Response refusal) {
        int least = seconds(refusal.getHeader(MinSE.NAME));
        if (least <= minSeconds && least <= intervalSeconds) {
            return false;
        }
        minSeconds = Math.max(minSeconds, least);
        intervalSeconds = Math.max(intervalSeconds, least);
        return true;
    }

    private void start(boolean ours) {
        stop();
        refreshing = ours;
        if (ours) {
            in(TimeUnit.SECONDS.toMillis(intervalSeconds) / 2, this::refresh);
        } else {
            int margin = Math.min(LONGEST_MARGIN_SECONDS, intervalSeconds / 3);
            in(TimeUnit.SECONDS.toMillis(intervalSeconds - margin), this::expire);
        }
    }

    private void in(long ms, Runnable task) {
        next = timers.after(ms, () -> leg.onPool(task));
    }

    void stop() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    private void expire() {
        LOG.info("The other side does not refresh the session any more, so the call ends");
        leg.hangup(ai.openclaw.voice.call.EndReason.SESSION_EXPIRED);
    }

    private void refresh() {
        synchronized (leg) {
            if (leg.state() != CallLeg.State.CONFIRMED) {
                return;
            }
            if (leg.offers().isBusy()) {
                in(Glare.waitMs(leg.dialog()), this::refresh);
                return;
            }
            try {
                if (leg.dialog().peerAllows(Request.UPDATE)) {
                    sendUpdate();
                } else {
                    leg.offers().offerAgain(new Refreshed(Request.INVITE));
                }
            } catch (SipException e) {
                LOG.debug("A refresh could not be sent", e);
                again();
            }
        }
    }

    private void sendUpdate() throws SipException {
        CallDialog dialog = leg.dialog();
        Request update = dialog.targetRefresh(Request.UPDATE);
        propose(update);
        dialog.send(update, new Refreshed(Request.UPDATE));
    }

    /** Tries once more when half of what is left has passed; RFC 4028 section 10 says not to insist. */
    private void again() {
        stop();
        in(
                TimeUnit.SECONDS.toMillis(intervalSeconds) / 4
                        + ThreadLocalRandom.current().nextInt(500),
                this::refresh);
    }

    private final class Refreshed implements Answers {
        private final String method;

        Refreshed(String method) {
            this.method = method;
        }

        @Override
        public void answered(ResponseEvent event) {
            Response response = event.getResponse();
            int status = response.getStatusCode();
            if (status < 200) {
                return;
            }
            synchronized (leg) {
                if (leg.state() != CallLeg.State.CONFIRMED) {
                    return;
                }
                if (status < 300) {
                    agreed(response);
                } else if (status == 422 && tooShort(response)) {
                    leg.onPool(SessionTimer.this::refresh);
                } else if (status == Response.REQUEST_PENDING) {
                    in(Glare.waitMs(leg.dialog()), SessionTimer.this::refresh);
                } else {
                    LOG.debug("A refresh by {} was refused with {}", method, status);
                    again();
                }
            }
        }
    }

    private static int seconds(Header header) {
        return header instanceof SessionExpires interval
                ? interval.getExpires()
                : header instanceof MinSE least ? least.getExpires() : 0;
    }

    private static String refresher(Header header) {
        return header instanceof SessionExpires interval && interval.getRefresher() != null
                ? interval.getRefresher().toLowerCase(java.util.Locale.ROOT)
                : null;
    }
}
