package ai.openclaw.voice.component.openclaw;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.CallLog;
import ai.openclaw.voice.call.NotSpeakableException;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.TurnTimings;
import ai.openclaw.voice.call.TurnTimings.Stage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The brain's answer, clause by clause, while it is still being thought. {@link #next} waits for the brain.
 *
 * <p>Read by one thread. {@link #close} may come from any thread and stops the model at once, by closing the connection.
 * When the answer breaks off, the iteration just ends, because a caller hears what came before anyway; {@link #failure}
 * then says why. No text of an error is ever among the clauses.
 *
 * <p>A streaming split whose step fails reads the iteration to its end before it reports the failure (Camel 4.18), so that
 * step should cancel the turn, or close the answer, first.
 */
public final class Answer implements ToolAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(Answer.class);

    /** A reader that asked for nothing for so long is gone, and the model should not think on for nobody. */
    private static final long ABANDONED_AFTER_MS = TimeUnit.MINUTES.toMillis(3);
    /** The end of the reply follows the end of the answer at once; a connection where it does not is not worth keeping. */
    private static final long RELEASE_WITHIN_MS = 100;

    private final TokenSource source;
    private final ClauseCutter cutter;
    private final UnaryOperator<String> spoken;
    private final Watchdog watchdog;
    private final OpenClawConfiguration limits;
    private final TurnTimings timings;
    private final ErrorGuard guard = new ErrorGuard();
    private final Deque<Speakable> ready = new ArrayDeque<>();

    private String callId;
    private long askedNanos;
    private long firstTokenNanos;
    private long waitedNanos;
    private int characters;
    private boolean ended;
    private boolean released;
    private Watchdog.Alarm abandoned = () -> {};
    private volatile boolean closed;
    private volatile Failure overdue;
    private volatile Failure failure;

    Answer(
            TokenSource source,
            ClauseCutter cutter,
            UnaryOperator<String> spoken,
            Watchdog watchdog,
            OpenClawConfiguration limits,
            TurnTimings timings) {
        this.source = source;
        this.cutter = cutter;
        this.spoken = spoken;
        this.watchdog = watchdog;
        this.limits = limits;
        this.timings = timings;
    }

    /**
     * Asks, and waits until the first clause can be spoken, or until it is clear that the brain wants something done and
     * says nothing.
     *
     * @param firstTokenTimeoutMs how long the first token may take, ms from now
     * @throws OpenClawException when there is nothing to speak; the answer is closed then
     */
    void begin(long firstTokenTimeoutMs) throws OpenClawException {
        callId = MDC.get(CallId.MDC_KEY);
        askedNanos = System.nanoTime();
        timings.mark(Stage.ASKED, askedNanos);
        try {
            String token = awaited(Failure.FIRST_TOKEN_TIMEOUT, firstTokenTimeoutMs, () -> {
                source.open();
                return source.next();
            });
            firstTokenNanos = System.nanoTime();
            if (token != null) {
                timings.mark(Stage.FIRST_TOKEN, firstTokenNanos);
            }
            take(token);
            while (ready.isEmpty() && !ended) {
                take(nextToken());
            }
            if (!ready.isEmpty()) {
                timings.mark(Stage.FIRST_CLAUSE);
                watchForReader();
            } else if (source.toolUses().isEmpty()) {
                throw nothing();
            }
        } catch (OpenClawException e) {
            failure = e.failure();
            close();
            throw e;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private OpenClawException nothing() {
        return characters == 0 && !source.didOtherThings()
                ? OpenClawException.of(Failure.EMPTY_STREAM, "the answer ended without a word")
                : OpenClawException.of(Failure.NOTHING_TO_SAY, "the answer holds nothing that can be spoken");
    }

    /** From the request to the first token, ms. */
    public long firstTokenMs() {
        return TimeUnit.NANOSECONDS.toMillis(firstTokenNanos - askedNanos);
    }

    /** Why the answer ended early; empty when it is complete or still coming. */
    public Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public List<ToolUse> toolUses() {
        return ended && failure == null ? source.toolUses() : List.of();
    }

    /**
     * Whether another clause may come. Does not wait for the brain, and so can be wrong: Camel's split asks for this <em>before</em> it
     * hands on the clause it already has, and would hold back each clause until the next one was thought.
     */
    @Override
    public boolean hasNext() {
        if (closed && !(ended && ready.isEmpty())) {
            // What was cut already is stale as well: nobody wants to hear the rest of a cancelled answer.
            ready.clear();
            ended = true;
            failure = failure == null ? Failure.CANCELLED : failure;
        }
        if (ready.isEmpty() && ended) {
            release();
            return false;
        }
        return true;
    }

    /**
     * Waits for the next clause. Returns null when there turns out to be none: {@link #hasNext} is false from then on, and
     * {@link #failure} says whether the answer was complete. Camel's split skips the null.
     */
    @Override
    public Speakable next() {
        abandoned.close();
        try (CallLog ignored = CallLog.named(callId)) {
            readUntilClause();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        if (!hasNext()) {
            return null;
        }
        Speakable clause = ready.remove();
        watchForReader();
        return clause;
    }

    /** Stops the answer: the connection is closed, the model aborted, and no clause follows. Idempotent. */
    @Override
    public void close() {
        closed = true;
        source.close();
    }

    private void readUntilClause() {
        try {
            while (ready.isEmpty() && hasNext()) {
                take(nextToken());
            }
        } catch (OpenClawException e) {
            endEarly(e);
        }
    }

    private void endEarly(OpenClawException e) {
        ended = true;
        failure = e.failure();
        if (failure == Failure.CANCELLED) {
            LOG.debug("The answer was cancelled");
        } else {
            LOG.warn("The answer ended early: {}", e.getMessage());
        }
        source.close();
        released = true;
    }

    private void take(String token) throws OpenClawException {
        if (token == null) {
            ended = true;
            add(cutter.flush());
            return;
        }
        if (!token.isBlank()) {
            characters += token.length();
        }
        add(cutter.feed(token));
        if (characters > limits.getMaxAnswerCharacters()) {
            throw OpenClawException.of(
                    Failure.TOO_LONG, "more than " + limits.getMaxAnswerCharacters() + " characters");
        }
    }

    private void add(List<String> clauses) throws OpenClawException {
        for (String clause : clauses) {
            if (guard.isError(clause)) {
                throw errorText(clause);
            }
            String words = spoken.apply(clause);
            if (words.codePoints().anyMatch(Character::isLetterOrDigit)) {
                try {
                    ready.add(Speakable.ofAnswer(words));
                } catch (NotSpeakableException e) {
                    throw errorText(clause);
                }
            }
        }
    }

    private static OpenClawException errorText(String clause) {
        LOG.debug("The answer's text is an error: {}", clause);
        return OpenClawException.of(Failure.ERROR_TEXT, "the answer's text is an error");
    }

    private String nextToken() throws OpenClawException {
        long leftMs = limits.getTotalTimeoutMs() - TimeUnit.NANOSECONDS.toMillis(waitedNanos);
        return leftMs < limits.getTokenGapTimeoutMs()
                ? awaited(Failure.TOO_LONG, leftMs, source::next)
                : awaited(Failure.STALLED, limits.getTokenGapTimeoutMs(), source::next);
    }

    private String awaited(Failure whenDue, long ms, Reading reading) throws OpenClawException {
        long start = System.nanoTime();
        try (Watchdog.Alarm alarm = watchdog.arm(ms, () -> {
            overdue = whenDue;
            source.close();
        })) {
            return reading.read();
        } catch (OpenClawException e) {
            // Closing the connection makes the read fail; what counts is why it was closed.
            if (closed) {
                throw OpenClawException.of(Failure.CANCELLED, "the turn was cancelled");
            }
            Failure due = overdue;
            throw due == null ? e : OpenClawException.of(due, "nothing came within " + ms + " ms");
        } finally {
            waitedNanos += System.nanoTime() - start;
        }
    }

    private void watchForReader() {
        if (!released) {
            abandoned = watchdog.arm(ABANDONED_AFTER_MS, this::close);
        }
    }

    private void release() {
        if (!released && !closed) {
            released = true;
            try (Watchdog.Alarm alarm = watchdog.arm(RELEASE_WITHIN_MS, source::close)) {
                source.release();
            }
        }
    }

    private interface Reading {
        String read() throws OpenClawException;
    }
}
