package ai.openclaw.voice.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpokenTextTest {
    @ParameterizedTest(name = "row {index}")
    @MethodSource("table")
    void saysWhatTheTableSays(String written, String spoken) {
        assertThat(SpokenText.of(written)).isEqualTo(spoken);
    }

    static Stream<Arguments> table() throws Exception {
        return Tables.rows("spoken-text.tsv", 2).map(row -> Arguments.of(row[0], row[1]));
    }

    @Test
    void leavesOnlyLettersAndPunctuationOfWhateverComes() {
        Random random = new Random(42);
        String signs = "aB3 .,:;-–*_#`~[](){}<>|/\\@&%$€+=\n\t'\"°😀ñ漢1290";
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.appendCodePoint(signs.codePointAt(random.nextInt(signs.length())));
            }
            assertThat(SpokenText.of(text.toString())).matches("[\\p{L}\\p{M}' .,;:!?-]*");
        }
    }
}
