package ai.openclaw.voice.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** A registrar, a domain and a password are enough for a telephone extension. */
class LocalAddressTest {
    private static final String SIP = "voice.sip.host";
    private static final String RTP = "voice.rtp.host";
    /** Nobody's (RFC 5737), and so not on this machine. */
    private static final String EXCHANGE = "198.51.100.5";

    private static MockEnvironment with(String... keysAndValues) {
        MockEnvironment environment = new MockEnvironment();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            environment.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        new LocalAddress(supplier -> LogFactory.getLog(LocalAddressTest.class))
                .postProcessEnvironment(environment, null);
        return environment;
    }

    private static void assertOwn(String address) throws Exception {
        InetAddress own = InetAddress.getByName(address);
        assertThat(own.isLoopbackAddress()).isFalse();
        assertThat(NetworkInterface.getByInetAddress(own)).as(address).isNotNull();
    }

    private static void assumeThereIsANetwork() {
        assumeThat(LocalAddress.towards(EXCHANGE))
                .as("there is a way to others")
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {EXCHANGE, EXCHANGE + ":5060", "only-srv-records.invalid"})
    void anExchangeElsewhereHasUsListenWhereItCanReachUs(String registrar) throws Exception {
        assumeThereIsANetwork();
        MockEnvironment environment = with("voice.sip.registrar", registrar);

        assertOwn(environment.getProperty(SIP));
        assertThat(environment.getProperty(RTP)).isEqualTo(environment.getProperty(SIP));
    }

    @Test
    void aProxyIsWhatMustReachUs() throws Exception {
        assumeThereIsANetwork();
        assertThat(with("voice.sip.registrar", EXCHANGE, "voice.sip.proxy", "127.0.0.1:5080")
                        .getProperty(SIP))
                .isNull();
        assertOwn(with("voice.sip.registrar", "127.0.0.1", "voice.sip.proxy", EXCHANGE)
                .getProperty(SIP));
    }

    @Test
    void whatIsSaidHolds() throws Exception {
        assumeThereIsANetwork();
        MockEnvironment environment = with("voice.sip.registrar", EXCHANGE, SIP, "127.0.0.1");

        assertThat(environment.getProperty(SIP)).isEqualTo("127.0.0.1");
        assertOwn(environment.getProperty(RTP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "127.0.0.1", "127.0.0.2:5060", "localhost", "[::1]:5060"})
    void withoutAnExchangeElsewhereWeStayOnLoopback(String registrar) throws SocketException {
        MockEnvironment environment = with("voice.sip.registrar", registrar);

        assertThat(environment.getProperty(SIP)).isNull();
        assertThat(environment.getProperty(RTP)).isNull();
    }
}
