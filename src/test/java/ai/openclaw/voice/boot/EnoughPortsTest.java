package ai.openclaw.voice.boot;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EnoughPortsTest {
    @Test
    void twentyPortsAreEnoughForTenCalls() {
        assertThatCode(() -> Check.enoughPorts("voice.rtp.port-max", 40_000, 40_019, 10))
                .doesNotThrowAnyException();
    }

    @Test
    void tooFewPortsForTheCallsAreNamedWithOneThatWorks() {
        assertThatThrownBy(() -> Check.enoughPorts("voice.rtp.port-max", 40_001, 40_020, 10))
                .isInstanceOf(BadSettingException.class)
                .hasMessage("voice.rtp.port-max=40020 leaves too few ports from 40001 for voice.max-calls=10, each of"
                        + " which takes two, for example voice.rtp.port-max=40021");
    }
}
