package ai.openclaw.voice.testkit;

import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.component.openclaw.Failure;
import ai.openclaw.voice.component.openclaw.OpenClawException;
import ai.openclaw.voice.component.openclaw.ToolAnswer;
import ai.openclaw.voice.component.openclaw.ToolUse;
import ai.openclaw.voice.demo.brain.BrainScript;
import ai.openclaw.voice.demo.brain.Fault;
import ai.openclaw.voice.demo.brain.ToolCall;
import ai.openclaw.voice.speech.ClauseSplitter;
import ai.openclaw.voice.speech.SpokenText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Answers in virtual time what a scenario's script says, or repeats the question. */
final class SimulatedBrain implements Processor {
    private static final int FIRST_TOKEN_MS = 200;
    private static final int TOKENS_PER_SECOND = 60;
    /** As {@code openclaw:} has them unless set. */
    private static final int FIRST_TOKEN_TIMEOUT_MS = 5000;

    private static final int TOKEN_GAP_MS = 10_000;
    private static final int CHARACTERS_A_TOKEN = 5;

    private final VirtualTime time;
    private final BrainScript script;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    SimulatedBrain(VirtualTime time, BrainScript script) {
        this.time = time;
        this.script = script;
    }

    List<String> asked() {
        return asked;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        String words = exchange.getMessage().getBody(String.class);
        Turn turn = exchange.getMessage().getHeader(VoiceHeaders.TURN, Turn.class);
        asked.add(words);
        BrainScript.Part part = script.forQuestion(words);
        VirtualTime.Sleep sleep = time.new Sleep();
        turn.onCancel(sleep::wake);
        int firstMs = part == null || part.firstTokenMs() == null ? FIRST_TOKEN_MS : part.firstTokenMs();
        fail(part == null ? null : part.fault(), firstMs, sleep);
        Answer answer = new Answer(part, words, turn, sleep);
        answer.begin(firstMs);
        if (!turn.isCurrent()) {
            throw OpenClawException.of(Failure.CANCELLED, "the turn was cancelled");
        }
        exchange.getMessage().setBody(answer);
    }

    private static void fail(Fault fault, int firstMs, VirtualTime.Sleep sleep) throws Exception {
        if (fault == null || fault.afterTokens() != null && fault.afterTokens() > 0) {
            return;
        }
        Failure failure =
                switch (fault.kind()) {
                    case STATUS ->
                        fault.status() == null || fault.status() >= 500 ? Failure.SERVER_ERROR : Failure.BAD_REQUEST;
                    case HANG, DELAY, LOCKED -> Failure.FIRST_TOKEN_TIMEOUT;
                    case DROP, CUT -> Failure.BROKEN_OFF;
                    case EMPTY -> Failure.EMPTY_STREAM;
                    case ERROR_TEXT -> Failure.ERROR_TEXT;
                    case ERROR_OBJECT -> Failure.UPSTREAM_ERROR;
                    case GARBAGE -> Failure.GARBLED;
                    case EMOJI, MARKDOWN, TOOLS -> Failure.NOTHING_TO_SAY;
                    case SLOW, HUGE, NOT_READY -> null;
                };
        if (failure != null) {
            sleep.sleep(failure == Failure.FIRST_TOKEN_TIMEOUT ? FIRST_TOKEN_TIMEOUT_MS : firstMs);
            throw OpenClawException.of(failure, "as the scenario says");
        }
    }

    private static final class Ready {
        final Speakable clause;
        final int afterMs;

        Ready(Speakable clause, int afterMs) {
            this.clause = clause;
            this.afterMs = afterMs;
        }
    }

    /** As {@code openclaw:} has it: asking whether there is more does not wait, asking for it does. */
    private final class Answer implements ToolAnswer {
        private final Deque<Ready> clauses = new ArrayDeque<>();
        private final Turn turn;
        private final VirtualTime.Sleep sleep;
        private final boolean stalls;
        private final ToolCall tool;
        private boolean over;
        private long nextAt;

        Answer(BrainScript.Part part, String words, Turn turn, VirtualTime.Sleep sleep) {
            this.turn = turn;
            this.sleep = sleep;
            tool = part == null ? null : part.tool();
            Fault fault = part == null ? null : part.fault();
            stalls = fault != null && fault.kind() == Fault.Kind.HANG;
            String text = part != null && part.answer() != null ? part.answer() : "I heard you say: " + words + ".";
            int tokens = fault == null || fault.afterTokens() == null ? Integer.MAX_VALUE : fault.afterTokens();
            int perSecond = part == null || part.tokensPerSecond() == null ? TOKENS_PER_SECOND : part.tokensPerSecond();
            cut(text, tokens, perSecond);
        }

        private void cut(String text, int tokens, int perSecond) {
            ClauseSplitter splitter = new ClauseSplitter();
            int token = 0;
            int last = 0;
            for (int at = 0; at < text.length() && token < tokens; at += CHARACTERS_A_TOKEN) {
                token++;
                String piece = text.substring(at, Math.min(text.length(), at + CHARACTERS_A_TOKEN));
                for (String clause : splitter.feed(piece)) {
                    add(clause, (token - last) * 1000 / perSecond);
                    last = token;
                }
            }
            if (!stalls) {
                for (String clause : splitter.flush()) {
                    add(clause, (token - last) * 1000 / perSecond);
                }
            }
        }

        private void add(String clause, int afterMs) {
            String words = SpokenText.of(clause);
            if (words.codePoints().anyMatch(Character::isLetterOrDigit)) {
                clauses.add(new Ready(Speakable.ofAnswer(words), afterMs));
            }
        }

        @Override
        public List<ToolUse> toolUses() {
            return tool == null || !over || stalls
                    ? List.of()
                    : List.of(new ToolUse(tool.name(), tool.arguments(), true));
        }

        @Override
        public void close() {
            over = true;
            clauses.clear();
        }

        /** Waits for the first clause. */
        void begin(int firstTokenMs) throws InterruptedException {
            sleep.sleep(firstTokenMs + (clauses.isEmpty() ? 0 : clauses.peek().afterMs));
            nextAt = time.nowMs();
        }

        @Override
        public boolean hasNext() {
            over |= !turn.isCurrent() || clauses.isEmpty() && !stalls;
            return !over;
        }

        @Override
        public Speakable next() {
            Ready next = clauses.poll();
            try {
                if (next == null) {
                    sleep.sleep(TOKEN_GAP_MS);
                    over = true;
                    return null;
                }
                sleep.sleep(nextAt - time.nowMs());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                over = true;
                return null;
            }
            nextAt = time.nowMs() + (clauses.isEmpty() ? 0 : clauses.peek().afterMs);
            return turn.isCurrent() ? next.clause : null;
        }
    }
}
