package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "10.1.0.0/16, 10.1.255.3, true",
        "10.1.0.0/16, 10.2.0.1, false",
        "192.0.2.128/25, 192.0.2.129, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "10.0.0.0/8, 2001:db8::1, false"
    })
    void knowsWhoBelongsToARange(String range, String address, boolean expected) throws Exception {
        assertThat(Networks.of(" 198.51.100.1 , " + range).contains(InetAddress.getByName(address)))
                .isEqualTo(expected);
    }

    @Test
    void noneContainsNobody() throws Exception {
        assertThat(Networks.of(" ").contains(InetAddress.getLoopbackAddress())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pbx.example.com", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/-1", "300.1.2.3"})
    void namesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> Networks.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }
}
