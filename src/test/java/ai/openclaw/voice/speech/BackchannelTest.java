package ai.openclaw.voice.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackchannelTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ... ",
                "Mhm.",
                "mm-hmm",
                "Uh-huh.",
                "Okay.",
                "OK, okay.",
                "Yeah, right.",
                "I see.",
                "Oh, I see, okay.",
                "Sure.",
                "All right.",
                "Got it, thanks.",
                "That’s right."
            })
    void claimsNoTurn(String words) {
        assertThat(Backchannel.is(words)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No.",
                "Stop.",
                "Wait.",
                "Okay, but I wanted the other one.",
                "Okay stop.",
                "Yeah, what about Sunday?",
                "I see the house.",
                "Right, and then?",
                "What?",
                "Sorry?",
                "Okay okay okay okay okay okay okay okay.",
                "세요"
            })
    void claimsTheTurn(String words) {
        assertThat(Backchannel.is(words)).isFalse();
    }
}
