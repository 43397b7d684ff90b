package ai.openclaw.voice.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FarewellTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bye.",
                "Goodbye!",
                "Good-bye.",
                "Bye-bye.",
                "That's all, thank you, bye.",
                "That’s all, thank you.",
                "No, that's all.",
                "Okay, thank you very much, bye.",
                "okay thank you so much for your help bye now",
                "Great, see you tomorrow.",
                "Have a nice day!",
                "I have to go now, bye.",
                "You can hang up now.",
                "Good night.",
                "I will call the restaurant then, thanks, bye!"
            })
    void isAGoodbye(String words) {
        assertThat(Farewell.is(words)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "How do I say goodbye in French?",
                "How do you say goodbye?",
                "how do you say goodbye",
                "What does bye-bye mean?",
                "Tell my mother goodbye.",
                "I want to buy.",
                "Where can I buy it?",
                "Thank you.",
                "Okay, thanks.",
                "Is that all?",
                "Don't hang up.",
                "Who sings Bye Bye Bye?",
                "Goodbye is the title of a song by whom?",
                "Do I have to go?"
            })
    void isNoGoodbye(String words) {
        assertThat(Farewell.is(words)).isFalse();
    }
}
