package ai.openclaw.voice.cli;

import ai.openclaw.voice.demo.caller.CallReport;
import ai.openclaw.voice.demo.caller.WordError;
import java.util.List;

/**
 * Something the demo's caller asks.
 *
 * @param words the question
 * @param signs words of the demo brain's answer, of which one must be heard; none of them is in the question, so that a
 *     brain that only repeats it is found out
 */
record DemoQuestion(String words, List<String> signs) {
    static final List<DemoQuestion> ALL = List.of(
            new DemoQuestion("What are your opening hours on Saturday?", List.of("we are open", "open from", "twelve")),
            new DemoQuestion("And how much does a first visit cost?", List.of("forty five", "card", "cash")));

    /** @param knownBrain whether the answer is the demo brain's; of another brain's any words will do */
    boolean isAnsweredBy(CallReport.TurnReport turn, boolean knownBrain) {
        return turn.isAnswered()
                && (!knownBrain || signs.stream().anyMatch(sign -> WordError.contains(turn.answer(), sign)));
    }
}
