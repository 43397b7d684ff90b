package ai.openclaw.voice.demo.caller;

import java.util.List;

/**
 * What the caller has to tell of its call. All times are ms since the answer.
 *
 * @param end null when the call still went on when the report was made
 * @param codec null when there was no media
 * @param lines who said what, in the order of time; the assistant's words are what the caller understood
 * @param turns one for each thing that the caller asked
 */
public record CallReport(
        String target,
        CallOutcome outcome,
        CallEnd end,
        String codec,
        List<Line> lines,
        List<TurnReport> turns,
        RtpStatistics rtp) {
    /** @param speaker {@code caller} or {@code assistant} */
    public record Line(long fromMs, long toMs, String speaker, String text) {}

    /**
     * @param responseMs from the end of the question to the first sound of the answer, both on the wire; null when there
     *     was no answer
     * @param answer what was understood of it; empty when nothing was
     */
    public record TurnReport(int turn, String question, Long responseMs, String answer) {
        public boolean isAnswered() {
            return responseMs != null && !answer.isBlank();
        }
    }

    /** Whether the call was answered and so was each question, in words that were understood. */
    public boolean allAnswered() {
        return outcome.isAnswered() && !turns.isEmpty() && turns.stream().allMatch(TurnReport::isAnswered);
    }
}
