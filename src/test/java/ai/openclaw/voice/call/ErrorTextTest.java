package ai.openclaw.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenClaw and its bridges have been seen to send in place of an answer is never spoken. */
class ErrorTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP 500: internal server error",
                "⚠️ API rate limit reached. Please try again later.",
                "No response from OpenClaw.",
                "internal error",
                "Error: session file locked (timeout 10000ms): pid=4711",
                "502 upstream provider error",
                "{\"error\":{\"message\":\"Unauthorized\",\"type\":\"unauthorized\"}}",
                "{ \"success\": false, \"error\": \"OpenClaw failed\" }",
                "java.net.ConnectException: Connection refused",
                "connect ECONNREFUSED 127.0.0.1:18789",
                "503 Service Unavailable"
            })
    void isRecognised(String text) {
        assertThat(ErrorText.matches(text)).isTrue();
        assertThatThrownBy(() -> Speakable.ofAnswer(text))
                .isInstanceOf(NotSpeakableException.class)
                .hasMessageNotContaining(text);
        assertThatThrownBy(() -> Speakable.ofPhrase("Hello.").reworded(text)).isInstanceOf(NotSpeakableException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "We are open from 9 to 5.",
                "The error on your invoice has been corrected.",
                "Room 500 is on the fifth floor.",
                "There was no response from your insurer yet.",
                "Your internal extension is 204.",
                "Please log in with your user name."
            })
    void anOrdinaryAnswerIsNot(String text) {
        assertThat(Speakable.ofAnswer(text).text()).isEqualTo(text);
    }

    @Test
    void nothingToSayIsNotSpeakable() {
        assertThatThrownBy(() -> Speakable.ofAnswer(" \n")).isInstanceOf(NotSpeakableException.class);
    }

    @Test
    void wordsDoNotLeakThroughToString() {
        assertThat(Speakable.ofAnswer("My number is 1234.").toString()).doesNotContain("1234");
    }
}
