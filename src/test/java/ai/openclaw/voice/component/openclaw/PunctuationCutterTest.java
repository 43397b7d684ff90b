package ai.openclaw.voice.component.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PunctuationCutterTest {
    private static List<String> cut(String text, int tokenLength) {
        PunctuationCutter cutter = new PunctuationCutter();
        List<String> clauses = new ArrayList<>();
        for (int i = 0; i < text.length(); i += tokenLength) {
            clauses.addAll(cutter.feed(text.substring(i, Math.min(text.length(), i + tokenLength))));
        }
        clauses.addAll(cutter.flush());
        return clauses;
    }

    @Test
    void cutsTheSameHoweverTheTextIsSplitIntoTokens() {
        String text = "Well, we open at 9.30 for 1,200 people, and close at 6! Is that fine?\nBye";
        for (int tokenLength = 1; tokenLength < text.length(); tokenLength++) {
            assertThat(cut(text, tokenLength))
                    .containsExactly(
                            "Well, we open at 9.30 for 1,200 people,", "and close at 6!", "Is that fine?", "Bye");
        }
    }

    @Test
    void losesNothingOfATextWithoutPunctuation() {
        String text = "word ".repeat(200).strip();
        assertThat(cut(text, 7)).hasSizeGreaterThan(1).allMatch(clause -> clause.length() < 260);
        assertThat(String.join(" ", cut(text, 7))).isEqualTo(text);
    }

    @Test
    void makesNoClauseOfNothing() {
        assertThat(cut("  \n \n", 1)).isEmpty();
    }
}
