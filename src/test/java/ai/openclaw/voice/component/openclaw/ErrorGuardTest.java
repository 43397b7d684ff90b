package ai.openclaw.voice.component.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP 500: oops",
                "One moment. HTTP 500: oops",
                "One moment\n⚠️ rate limit",
                "**HTTP 429** slow down",
                "> \"internal error\"",
                "- ⚠️ no"
            })
    void knowsAnErrorWhereverItBegins(String clause) {
        assertThat(new ErrorGuard().isError(clause)).isTrue();
    }

    @Test
    void knowsAnErrorThatTheCutterCutInTwo() {
        ErrorGuard guard = new ErrorGuard();
        assertThat(guard.isError("No response")).isFalse();
        assertThat(guard.isError("from OpenClaw.")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "We are open from 8:30 AM to 6 PM.",
                "Your order 500 is ready.",
                "That was an error on our side, sorry.",
                "Please call 555-0142."
            })
    void leavesHonestWordsAlone(String clause) {
        assertThat(new ErrorGuard().isError(clause)).isFalse();
    }
}
