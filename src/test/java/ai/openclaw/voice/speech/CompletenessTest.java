package ai.openclaw.voice.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletenessTest {
    @ParameterizedTest
    @ValueSource(strings = {"Yes.", "no thanks", "Hello?", "Thank you very much.", "Stop!", "that's all, thank you"})
    void knowsAnswersThatAreWholeByThemselves(String words) {
        assertThat(Completeness.of(words)).isEqualTo(Completeness.WHOLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What time is it?",
                "what time is it",
                "Yes.",
                "No, thank you.",
                "Why?",
                "why",
                "Please call me a taxi to the airport.",
                "What is it for?",
                "Who am I speaking to?",
                "Yes, I do.",
                "I think so.",
                "Can you help me, please?",
                "Do you know what time it is?",
                "I was born in 1987.",
                "Wake me at seven.",
                "It costs two hundred and fifty.",
                "What is twelve times forty eight?",
                "twenty three",
                "five",
                "Turn the light on.",
                "My number is 202 555 0143.",
                "Tell me about that.",
                "To the airport.",
                "To Boston.",
                "To leave a message, press one.",
                "That's why."
            })
    void hearsThatACallerHasFinished(String words) {
        assertThat(Completeness.of(words)).isIn(Completeness.COMPLETE, Completeness.WHOLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I would like to",
                "I would like to.",
                "My name is",
                "My name is.",
                "and",
                "I'd like a table for two, and",
                "um",
                "Well, um...",
                "Can you",
                "Can you tell me the",
                "Send it to my",
                "I have a question about",
                "The thing I wanted to ask is",
                "I need,",
                "Please call...",
                "Call me on —",
                "What's the weather like in the?",
                "To leave a message.",
                "I have a question about my last.",
                "Hold on."
            })
    void hearsThatSomethingMustFollow(String words) {
        assertThat(Completeness.of(words)).isEqualTo(Completeness.OPEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "five five five",
                "555.",
                "My number is 202",
                "My number is 202, 555,",
                "my number is two oh two",
                "The code is 4",
                "four four double seven",
                "4111 1111",
                "It's spelled B. A. S.",
                "B-A-S",
                "my account number is nine"
            })
    void hearsThatANumberOrASpellingMayGoOn(String words) {
        assertThat(Completeness.of(words)).isEqualTo(Completeness.DICTATING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "..."})
    void knowsNothingOfWordsThatAreNone(String words) {
        assertThat(Completeness.of(words)).isEqualTo(Completeness.UNKNOWN);
    }

    @Test
    void knowsNothingBeforeItWasHeard() {
        assertThat(Completeness.of(null)).isEqualTo(Completeness.UNKNOWN);
    }
}
