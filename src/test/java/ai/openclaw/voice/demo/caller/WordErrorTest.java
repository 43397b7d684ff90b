package ai.openclaw.voice.demo.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordErrorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "It's 42!|its forty-two",
                "1,250 calls|one thousand two hundred fifty calls",
                "at 10:30|at ten thirty",
                "$5 & 20%|five dollars and twenty percent",
                "3.14|three point one four",
                "dial 0049301234|dial zero zero four nine three zero one two three four",
                "Okay, café.|OK cafe",
                "2026|two thousand twenty six"
            })
    void bringsBothToOneSpelling(String said, String heard) {
        assertThat(WordError.words(said)).isEqualTo(WordError.words(heard));
        assertThat(WordError.rate(said, heard)).isZero();
    }

    @Test
    void countsWrongMissingAndAdditionalWords() {
        assertThat(WordError.rate("please hold the line", "please told line now"))
                .isEqualTo(0.75);
        assertThat(WordError.rate("a b c", "")).isEqualTo(1);
        assertThat(WordError.rate("", "")).isZero();
        assertThat(WordError.rate("one", "two three")).isEqualTo(2);
    }

    @Test
    void tellsHowMuchOfAnAnswerCameThrough() {
        assertThat(WordError.overlap("your order is on its way", "well your order is on the way now"))
                .isCloseTo(5 / 6.0, within(0.001));
        assertThat(WordError.overlap("yes", "no")).isZero();
        assertThat(WordError.contains("The bill is 42 dollars.", "forty-two dollars"))
                .isTrue();
        assertThat(WordError.contains("The bill is 42 dollars.", "two dollars and"))
                .isFalse();
    }
}
