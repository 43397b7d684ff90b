package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.AnsweredBy;
import ai.openclaw.voice.speech.MachineGreeting;
import ai.openclaw.voice.speech.MachineGreeting.Speaker;
import java.util.Optional;

/**
 * Tells a person from an answering machine by how a call is answered. A person says a word or two and waits for ours; a
 * machine talks on, says what machines say, or beeps. Pure: it is told what was heard when, in ms on any clock.
 */
final class WhoAnswered {
    /** Nobody needs the words of a greeting that ends sooner: "Hello?", "Smith". */
    private static final int HELLO_MS = 1300;
    /** A greeting that ends sooner is a person's, unless its words are a machine's: "Nobody is available". */
    private static final int SHORT_GREETING_MS = 2500;
    /** A silence after which somebody waits for an answer; machines pause for breath, and that is shorter. */
    private static final int WAITS_MS = 700;
    /** How long the words of a short greeting are waited for: a person who is not answered for longer says hello again. */
    private static final int WORDS_SOON_MS = 1300;
    /** How long the words of a longer greeting are waited for; then its length alone counts. */
    private static final int WORDS_LATE_MS = 1800;
    /** A greeting of that length is a machine's, unless its words are a person's. */
    private static final int LONG_GREETING_MS = 4000;
    /** Nobody who has picked up a telephone talks so long before they stop to listen. */
    private static final int ENDLESS_MS = 6500;
    /** A person's words, and since then never a pause: a room full of voices, or a television, is heard behind them. */
    private static final int NEVER_SILENT_MS = 12_000;
    /** Somebody who picked up and says nothing so long waits for us to speak. */
    private static final int NOBODY_SPOKE_MS = 3500;

    private final MachineGreeting greetings;
    private final long answeredMs;
    private long beganMs = -1;
    private long pausedMs = -1;
    private Speaker words = Speaker.EITHER;
    private boolean wordsComplete;
    private boolean beeped;

    /**
     * @param greetings what machines say in the language of the call
     * @param nowMs when the call was answered
     */
    WhoAnswered(MachineGreeting greetings, long nowMs) {
        this.greetings = greetings;
        answeredMs = nowMs;
    }

    /** Speech begins, or goes on after a pause. */
    void speaks(long nowMs) {
        beganMs = beganMs < 0 ? nowMs : beganMs;
        pausedMs = -1;
        wordsComplete = false;
    }

    /** @param sinceMs when the silence began */
    void pauses(long sinceMs) {
        pausedMs = Math.max(sinceMs, beganMs);
    }

    /** @param whole whether these are all words up to the pause that lasts */
    void says(String transcript, boolean whole) {
        Speaker speaker = greetings.of(transcript);
        words = speaker == Speaker.EITHER && !whole ? words : speaker;
        wordsComplete = whole && pausedMs >= 0;
    }

    void beeps() {
        beeped = true;
    }

    boolean isSpeaking() {
        return beganMs >= 0 && pausedMs < 0;
    }

    /** How long it has been silent, ms. */
    long silentMs(long nowMs) {
        return isSpeaking() ? 0 : nowMs - (pausedMs < 0 ? answeredMs : pausedMs);
    }

    /** Who it is, once that can be told. Ask again while it cannot. */
    Optional<AnsweredBy> judge(long nowMs) {
        if (beeped || words == Speaker.MACHINE) {
            return Optional.of(AnsweredBy.MACHINE);
        }
        if (beganMs < 0) {
            return nowMs - answeredMs >= NOBODY_SPOKE_MS ? Optional.of(AnsweredBy.UNKNOWN) : Optional.empty();
        }
        if (isSpeaking()) {
            return whileSpeaking(nowMs - beganMs);
        }
        return afterPause(nowMs - pausedMs, pausedMs - beganMs);
    }

    private Optional<AnsweredBy> whileSpeaking(long greetingMs) {
        if (words == Speaker.PERSON) {
            return greetingMs >= NEVER_SILENT_MS ? Optional.of(AnsweredBy.HUMAN) : Optional.empty();
        }
        return greetingMs >= ENDLESS_MS ? Optional.of(AnsweredBy.MACHINE) : Optional.empty();
    }

    private Optional<AnsweredBy> afterPause(long silentMs, long greetingMs) {
        if (silentMs < WAITS_MS) {
            return Optional.empty();
        }
        if (greetingMs < HELLO_MS || words == Speaker.PERSON) {
            return Optional.of(AnsweredBy.HUMAN);
        }
        boolean isShort = greetingMs < SHORT_GREETING_MS;
        if (!wordsComplete && silentMs < (isShort ? WORDS_SOON_MS : WORDS_LATE_MS)) {
            return Optional.empty();
        }
        return Optional.of(greetingMs >= LONG_GREETING_MS ? AnsweredBy.MACHINE : AnsweredBy.HUMAN);
    }
}
