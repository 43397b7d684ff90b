package ai.openclaw.voice.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.call.BargeInRules;
import ai.openclaw.voice.call.Manners;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class MannersByExtensionTest {
    private final MockEnvironment environment = new MockEnvironment()
            .withProperty("voice.phrases.greeting", "Hello.")
            .withProperty("voice.barge-in.guard-ms", "400");

    @Test
    void whatIsSetForAnExtensionLiesOverWhatIsSetForAll() {
        environment.setProperty("voice.extensions.9001.barge-in.enabled", "false");
        environment.setProperty("voice.extensions.9001.barge-in.resume", "same-clause");
        environment.setProperty("voice.extensions.9001.phrases.greeting", "Welcome.");
        environment.setProperty("voice.extensions.9002.endpoint.max-ms", "3000");

        MannersByExtension manners = new MannersByExtension(environment);

        Manners own = manners.apply("9001");
        assertThat(own.bargeIn().enabled()).isFalse();
        assertThat(own.bargeIn().resume()).isEqualTo(BargeInRules.Resume.SAME_CLAUSE);
        assertThat(own.bargeIn().guardMs()).isEqualTo(400);
        assertThat(own.greeting().text()).isEqualTo("Welcome.");
        assertThat(manners.apply("9002").endpoint().maxMs()).isEqualTo(3000);
        assertThat(manners.apply("9002").greeting().text()).isEqualTo("Hello.");
        assertThat(manners.apply("1234").bargeIn().enabled()).isTrue();
    }

    @Test
    void theDefaultsAreThoseOfTheDomain() {
        Manners others = new MannersByExtension(new MockEnvironment()).apply("9001");
        assertThat(others).isEqualTo(Manners.DEFAULT);
    }

    @Test
    void aWrongValueIsNamedWithItsExtension() {
        environment.setProperty("voice.extensions.9001.barge-in.guard-ms", "-1");
        assertThatThrownBy(() -> new MannersByExtension(environment))
                .isInstanceOf(BadSettingException.class)
                .hasMessageStartingWith("voice.extensions.9001.barge-in.guard-ms=-1 must lie between")
                .hasMessageContaining("for example voice.extensions.9001.barge-in.guard-ms=300");
    }

    @Test
    void aKeyThatIsNoneIsNotPassedOverInSilence() {
        environment.setProperty("voice.extensions.9001.barge-in.guard", "100");
        assertThatThrownBy(() -> new MannersByExtension(environment))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("voice.extensions.9001");
    }
}
