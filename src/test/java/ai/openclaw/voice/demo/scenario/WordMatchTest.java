package ai.openclaw.voice.demo.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordMatchTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "how can I help             | Hello. How can I help you?                         | 1",
                "it costs thirty dollars    | It costs $30.                                      | 1",
                "open until six             | we are open, until sick                            | 0.66",
                "goodbye                    | thank you                                          | 0",
                "it costs thirty dollars    | it costs a lot more than you may ever think, but thirty dollars | 0.5",
                "stop                       | ''                                                 | 0"
            })
    void countsThePhrasesWordsThatAreNearTogether(String phrase, String heard, double share) {
        assertThat(WordMatch.share(phrase, heard)).isBetween(share - 0.01, share + 0.01);
    }
}
