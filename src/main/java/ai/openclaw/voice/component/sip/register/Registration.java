package ai.openclaw.voice.component.sip.register;

import ai.openclaw.voice.component.sip.SipAccount;
import ai.openclaw.voice.component.sip.register.RegistrationState.Event;
import ai.openclaw.voice.component.sip.register.RegistrationState.Transition;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one extension registered: does what its {@link RegistrationState} says. Everything happens under its lock, on the
 * clock's threads, and may wait there; {@link #status} never does.
 */
final class Registration {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    /** Renewed after half to three quarters of its time, so that one lost try does not end it. */
    private static final double EARLIEST_REFRESH = 0.5;

    private static final double LATEST_REFRESH = 0.75;
    /**
     * An exchange that answers for us cannot be asked whether it still knows us; then registering this often is the
     * question, so that a call 30 s after a restart of the exchange finds us.
     */
    private static final long UNPROVEN_REFRESH_MS = 22_000;
    /** Some exchanges say that nobody is there whoever asks; after two denials in a row they are not believed. */
    private static final int DENIALS_BELIEVED = 2;

    private static final int MISSES_BELIEVED = 2;
    /** What is granted of a Retry-After. */
    private static final int LONGEST_WISH_SECONDS = 25;

    private final SipAccount account;
    private final Registrar registrar;
    private final RegistrationClock clock;
    private final RegistrationRules rules;
    private final RandomGenerator random;
    private final Backoff backoff;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final String callId = UUID.randomUUID().toString();

    private RegistrationState state = RegistrationState.NEW;
    private int wantedSeconds;
    private long cSeq;
    /** Numbers what was sent, so that an answer that comes too late is known as such. */
    private long attempt;

    private Future<?> due;
    private Future<?> deadline;
    private Future<?> nextCheck;
    private RegisterOutcome last = RegisterOutcome.unanswered("nothing was sent yet");
    private long expiresAt;
    private long since;
    private long accepted;
    private long failures;
    private String contact;
    private int movesInARow;

    private long check;
    private boolean checking;
    private boolean everAnsweredChecks;
    private int missedChecks;
    private int denials;
    private ProbeOutcome lastCheck;

    private volatile RegistrationStatus status;

    Registration(
            SipAccount account,
            Registrar registrar,
            RegistrationClock clock,
            RegistrationRules rules,
            RandomGenerator random) {
        this.account = account;
        this.registrar = registrar;
        this.clock = clock;
        this.rules = rules;
        this.random = random;
        this.backoff = new Backoff(random);
        this.wantedSeconds = account.expiresSeconds();
        this.since = clock.now();
        publish();
    }

    SipAccount account() {
        return account;
    }

    RegistrationStatus status() {
        return status;
    }

    void start() {
        clock.after(0, () -> on(Event.STARTED));
        scheduleCheck();
    }

    /** Takes the registration back. @return completes when the exchange knows, or cannot be told */
    CompletableFuture<Void> stop() {
        clock.after(0, () -> on(Event.STOPPED));
        return ended;
    }

    /** Registers anew. */
    void lost() {
        clock.after(0, () -> on(Event.GONE));
    }

    /** Leaves the registration as it is at the exchange, because another takes its place. */
    synchronized void abandon() {
        state = RegistrationState.ENDED;
        finish();
    }

    private synchronized void on(Event event) {
        Transition transition = state.on(event);
        if (transition == null) {
            return;
        }
        boolean before = state.isRegistered();
        state = transition.next();
        if (before != state.isRegistered()) {
            since = clock.now();
            say();
        }
        if (!state.isRegistered()) {
            expiresAt = 0;
        }
        cancel(due);
        switch (transition.action()) {
            case REGISTER -> send(wantedSeconds);
            case UNREGISTER -> send(0);
            case AWAIT_REFRESH -> due = clock.after(refreshDelay(), () -> on(Event.DUE));
            case BACK_OFF ->
                due = clock.after(
                        Math.max(
                                backoff.afterFailure(),
                                Math.min(last.retryAfterSeconds(), LONGEST_WISH_SECONDS) * 1000L),
                        () -> on(Event.DUE));
            case SLOW_DOWN -> due = clock.after(backoff.afterRefusal(), () -> on(Event.DUE));
            case FINISH -> finish();
            case NOTHING -> {}
        }
        publish();
    }

    private void say() {
        if (state.isRegistered()) {
            LOG.info("{} is registered at {} as {}", account.extension(), account.registrar(), contact);
        } else if (state != RegistrationState.ENDING && state != RegistrationState.ENDED) {
            LOG.warn("{} is not registered at {} any more", account.extension(), account.registrar());
        }
    }

    private void finish() {
        cancel(due);
        cancel(deadline);
        cancel(nextCheck);
        attempt++;
        check++;
        registrar.forget(account);
        publish();
        ended.complete(null);
    }

    private static void cancel(Future<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }

    private void send(int expiresSeconds) {
        long mine = ++attempt;
        cSeq++;
        cancel(deadline);
        deadline = clock.after(
                rules.answerMs(),
                () -> answered(mine, RegisterOutcome.unanswered("no answer within " + rules.answerMs() / 1000 + " s")));
        registrar.register(
                account, callId, cSeq, expiresSeconds, outcome -> clock.after(0, () -> answered(mine, outcome)));
    }

    private synchronized void answered(long which, RegisterOutcome outcome) {
        if (which != attempt) {
            return;
        }
        attempt++;
        cancel(deadline);
        cSeq = Math.max(cSeq, outcome.cSeq());
        on(eventOf(outcome));
    }

    private Event eventOf(RegisterOutcome outcome) {
        boolean ending = state == RegistrationState.ENDING;
        int code = outcome.status();
        if (code >= 200 && code < 300) {
            if (!ending) {
                contact = outcome.contact();
                // A router that gives us a new port each time must not keep us busy for ever.
                if (outcome.moved() && movesInARow++ == 0) {
                    return Event.MOVED;
                }
                movesInARow = 0;
                accepted++;
                last = outcome;
                backoff.accepted();
                expiresAt = clock.now() + outcome.grantedSeconds() * 1000L;
            }
            return Event.ACCEPTED;
        }
        if (code == 423 && outcome.minExpiresSeconds() > wantedSeconds) {
            wantedSeconds = outcome.minExpiresSeconds();
            return Event.TOO_BRIEF;
        }
        failures++;
        boolean news = code != last.status();
        last = outcome;
        if (!ending && news) {
            LOG.warn(
                    "{} cannot register at {}: {}; {}",
                    account.extension(),
                    account.registrar(),
                    reason(),
                    RegistrationAdvice.of(account, outcome));
        }
        boolean trouble = code == 0 || code == 408 || code == 491 || code >= 500 && code < 600;
        return trouble ? Event.FAILED : Event.DENIED;
    }

    private String reason() {
        return last.status() == 0 ? last.text() : last.status() + " " + last.text();
    }

    private long refreshDelay() {
        double share = EARLIEST_REFRESH + (LATEST_REFRESH - EARLIEST_REFRESH) * random.nextDouble();
        long delay = Math.round(last.grantedSeconds() * 1000L * share);
        boolean proven = lastCheck != null && lastCheck.reachedUs();
        return rules.checkMs() == 0 || proven ? delay : Math.min(delay, backoff.spread(UNPROVEN_REFRESH_MS));
    }

    private void scheduleCheck() {
        if (rules.checkMs() > 0) {
            nextCheck = clock.after(Math.round(rules.checkMs() * (0.8 + 0.2 * random.nextDouble())), this::check);
        }
    }

    /** Asks whether the exchange is there and still knows us. */
    private synchronized void check() {
        if (state == RegistrationState.ENDING || state == RegistrationState.ENDED) {
            return;
        }
        scheduleCheck();
        if (state == RegistrationState.REFUSED || checking) {
            // Whoever says no is there; asking on would only count against us.
            return;
        }
        checking = true;
        long mine = ++check;
        clock.after(rules.checkAnswerMs(), () -> checked(mine, new ProbeOutcome(0, false)));
        registrar.probe(account, outcome -> clock.after(0, () -> checked(mine, outcome)));
    }

    private synchronized void checked(long which, ProbeOutcome outcome) {
        if (which != check) {
            return;
        }
        check++;
        checking = false;
        boolean wasMissed = missedChecks > 0;
        lastCheck = outcome;
        if (outcome.saysNothing()) {
            missedChecks++;
            // An exchange that never answers such questions is not gone.
            if (everAnsweredChecks && missedChecks >= MISSES_BELIEVED) {
                on(Event.GONE);
            }
        } else {
            everAnsweredChecks = true;
            missedChecks = 0;
            if (wasMissed) {
                on(Event.RETURNED);
            } else if (outcome.saysNobodyIsThere() && denials < DENIALS_BELIEVED) {
                if (state.isRegistered()) {
                    denials++;
                }
                on(Event.FORGOTTEN);
            }
            if (!outcome.saysNobodyIsThere()) {
                denials = 0;
            }
        }
        publish();
    }

    private String checkWord() {
        if (lastCheck == null) {
            return "none";
        }
        return lastCheck.saysNothing() ? "silent" : lastCheck.reachedUs() ? "reaches-us" : "answered";
    }

    private void publish() {
        boolean registered = state.isRegistered();
        boolean failed = !registered && failures > 0;
        status = new RegistrationStatus(
                account.extension(),
                account.domain(),
                account.registrar(),
                account.proxy(),
                account.transport(),
                state.word(),
                registered,
                since,
                expiresAt,
                contact,
                checkWord(),
                accepted,
                failures,
                registered ? null : reason(),
                failed ? RegistrationAdvice.of(account, last) : null);
    }
}
