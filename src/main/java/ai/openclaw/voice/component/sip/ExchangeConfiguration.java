package ai.openclaw.voice.component.sip;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** How exchanges that our extensions are registered at are found, and how the way to and from them is kept open. */
@UriParams
public abstract class ExchangeConfiguration {
    @UriParam(
            label = "common",
            defaultValue = "auto",
            enums = "auto,off",
            description =
                    "auto: where an exchange sees us at another address than our own, because a NAT is between us, that one is registered, unless publicAddress is set. off: never")
    private String nat = "auto";

    @UriParam(
            label = "common",
            description =
                    "The name servers that are asked where an exchange is, host or host:port, separated by commas; default is the system's")
    private String dns;

    @UriParam(
            label = "common",
            defaultValue = "10",
            description =
                    "How often an exchange is asked whether it still knows our extensions, in seconds. Keeps the way through a NAT open, too. 0 for never")
    private int registrationCheckSeconds = 10;

    @UriParam(
            label = "common",
            defaultValue = "120",
            description =
                    "How often a ping goes over the TCP and TLS connections to our exchanges, in seconds, at random up to a fifth earlier (RFC 5626). 0 for never")
    private int keepAliveSeconds = 120;

    public String getNat() {
        return nat;
    }

    public void setNat(String nat) {
        this.nat = nat;
    }

    public String getDns() {
        return dns;
    }

    public void setDns(String dns) {
        this.dns = dns;
    }

    public int getRegistrationCheckSeconds() {
        return registrationCheckSeconds;
    }

    public void setRegistrationCheckSeconds(int registrationCheckSeconds) {
        this.registrationCheckSeconds = registrationCheckSeconds;
    }

    public int getKeepAliveSeconds() {
        return keepAliveSeconds;
    }

    public void setKeepAliveSeconds(int keepAliveSeconds) {
        this.keepAliveSeconds = keepAliveSeconds;
    }

    /** @throws IllegalStateException with one line that names the wrong property */
    final void checkWayToExchanges() {
        require(
                nat.equalsIgnoreCase("auto") || nat.equalsIgnoreCase("off"),
                "voice.sip.nat: " + nat + " is unknown; there are auto and off");
        require(registrationCheckSeconds >= 0, "voice.sip.registration-check-seconds: must be 0 or above");
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalStateException(message);
        }
    }
}
