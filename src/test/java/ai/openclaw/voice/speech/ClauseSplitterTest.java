package ai.openclaw.voice.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClauseSplitterTest {
    @ParameterizedTest(name = "row {index}")
    @MethodSource("table")
    void cutsAsTheTableSaysHoweverTheTokensFall(String written, List<String> clauses) {
        for (int size : new int[] {1, 2, 3, 5, 8, 1000}) {
            assertThat(split(written, size)).as("%d characters a token", size).isEqualTo(clauses);
        }
    }

    static Stream<Arguments> table() throws Exception {
        return Tables.rows("clauses.tsv", 2).map(row -> Arguments.of(row[0], Arrays.asList(row[1].split("\\|"))));
    }

    @Test
    void givesTheFirstClauseBeforeTheSentenceIsOver() {
        ClauseSplitter splitter = new ClauseSplitter();
        assertThat(splitter.feed("Of course I can,")).isEmpty();
        assertThat(splitter.feed(" your")).containsExactly("Of course I can,");
        assertThat(splitter.feed(" flight leaves at nine, from gate four")).isEmpty();
        assertThat(splitter.flush()).containsExactly("your flight leaves at nine, from gate four");
    }

    @Test
    void cutsALongSentenceAtItsBestPlace() {
        String half =
                IntStream.range(0, 16).mapToObj(i -> "word" + (char) ('a' + i)).collect(Collectors.joining(" "));
        List<String> clauses = split("Hello. " + half + ", " + half + " and " + half + ".", 4);

        assertThat(clauses).hasSizeGreaterThan(2).allMatch(clause -> clause.length() <= 201);
        assertThat(clauses.get(1)).endsWith(",");
        assertThat(String.join(" ", clauses)).isEqualTo("Hello. " + half + ", " + half + " and " + half + ".");
    }

    @Test
    void beginsAnewAfterFlush() {
        ClauseSplitter splitter = new ClauseSplitter();
        splitter.feed("One sentence. And a half");
        splitter.flush();
        assertThat(splitter.feed("Of course I can, sir")).containsExactly("Of course I can,");
    }

    @Test
    void losesNoCharacterOfWhateverComes() {
        Random random = new Random(7);
        String signs = "ab c.,;:!?`[]()*\n1 2–\"Dr. ";
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(400); length > 0; length--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            String together = String.join("", split(text.toString(), 1 + random.nextInt(6)));
            assertThat(together.replaceAll("\\s", "")).isEqualTo(text.toString().replaceAll("\\s", ""));
        }
    }

    private static List<String> split(String text, int size) {
        ClauseSplitter splitter = new ClauseSplitter();
        List<String> clauses = new ArrayList<>();
        for (int i = 0; i < text.length(); i += size) {
            clauses.addAll(splitter.feed(text.substring(i, Math.min(text.length(), i + size))));
        }
        clauses.addAll(splitter.flush());
        return clauses;
    }
}
