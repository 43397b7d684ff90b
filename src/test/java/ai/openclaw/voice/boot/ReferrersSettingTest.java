package ai.openclaw.voice.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.component.sip.Referrers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ReferrersSettingTest {
    private static Referrers referrers(Map<String, String> settings) {
        Binder binder = new Binder(new MapConfigurationPropertySource(settings));
        VoiceProperties voice = binder.bindOrCreate("voice", VoiceProperties.class);
        SipSettings sip = binder.bindOrCreate("voice.sip", SipSettings.class);
        return TelephonyConfiguration.sipConfiguration(voice, sip, List.of()).getAcceptRefer();
    }

    @Test
    void onlyExchangesMayWhereNothingIsSaid() {
        assertThat(referrers(Map.of())).isEqualTo(Referrers.exchanges);
    }

    @ParameterizedTest
    @EnumSource
    void eachWordCanBeSaid(Referrers who) {
        assertThat(referrers(Map.of("voice.sip.accept-refer", who.name()))).isEqualTo(who);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "Everyone", ""})
    void anyOtherIsRefusedWithTheWordsThatThereAre(String word) {
        assertThatThrownBy(() -> referrers(Map.of("voice.sip.accept-refer", word)))
                .rootCause()
                .isInstanceOf(BadSettingException.class)
                .hasMessage("voice.sip.accept-refer=" + word + " must be exchanges, anyone (once true) or nobody (once"
                        + " false), for example voice.sip.accept-refer=exchanges");
    }
}
