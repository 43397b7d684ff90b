package ai.openclaw.voice.component.sip;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** How the one SIP stack of a {@link SipComponent} listens. Shared by all its endpoints. */
@UriParams
public class SipConfiguration extends ExchangeConfiguration implements Cloneable {
    @UriParam(
            label = "common",
            defaultValue = "127.0.0.1",
            description = "The local address to listen on, for SIP over every transport")
    private String host = "127.0.0.1";

    @UriParam(
            label = "common",
            defaultValue = "5062",
            description = "The local port to listen on, the same for UDP and TCP. 0 takes any free one")
    private int port = 5062;

    @UriParam(
            label = "common",
            defaultValue = "5063",
            description = "The local port to listen on for TLS. 0 takes any free one")
    private int tlsPort = 5063;

    @UriParam(
            label = "common",
            defaultValue = "udp,tcp",
            description = "The transports to listen on, separated by commas: udp, tcp, tls")
    private String transports = "udp,tcp";

    @UriParam(
            label = "common",
            description =
                    "The address that callers reach us at, as Contact tells them. Needed behind NAT and when host is 0.0.0.0; default is host")
    private String publicAddress;

    @UriParam(
            label = "common",
            defaultValue = "OpenClaw-3CX-Voice",
            description = "What we call ourselves in the Server and User-Agent headers")
    private String userAgent = "OpenClaw-3CX-Voice";

    @UriParam(
            label = "common",
            defaultValue = "180",
            description = "How long a call may stay without a final response, in seconds; then it is refused with 480")
    private int maxRingSeconds = 180;

    @UriParam(
            label = "advanced",
            defaultValue = "32000",
            description =
                    "How long to wait for the ACK of our 200, in ms; then the call is ended. RFC 3261 section 13.3.1.4 says 64*T1, that is 32 s")
    private int ackTimeoutMs = 32000;

    @UriParam(
            label = "common",
            defaultValue = "1800",
            description =
                    "How long a call lasts without a sign of life from its other side, in seconds (session timers, RFC 4028). 0 switches them off")
    private int sessionExpires = 1800;

    @UriParam(
            label = "advanced",
            defaultValue = "90",
            description =
                    "The shortest such time that we take, in seconds; below it a request gets 422. RFC 4028 permits no less than 90")
    private int minSessionExpires = 90;

    @UriParam(
            label = "advanced",
            defaultValue = "180000",
            description =
                    "How long the exchange may take to say what came of a transfer that it has accepted, in ms. Then it counts as failed")
    private int transferTimeoutMs = 180_000;

    @UriParam(
            label = "advanced",
            defaultValue = "60000",
            description = "How often a call that is not answered yet gets its provisional response again, in ms")
    private int ringAgainMs = 60_000;

    @UriParam(
            label = "common",
            defaultValue = "exchanges",
            description =
                    "Who may refer us to somebody else (REFER), whom we then call the way that the call came. exchanges: those that our extensions are registered at, and anyone where the call's extension is registered at none")
    private Referrers acceptRefer = Referrers.exchanges;

    @UriParam(label = "advanced", defaultValue = "5", description = "The Retry-After of every 503, in seconds")
    private int retryAfterSeconds = 5;

    @UriParam(
            label = "advanced",
            defaultValue = "2000",
            description =
                    "How long a stop waits for routes that learn of ended calls, and for the answers to our BYEs, in ms each")
    private int stopGraceMs = 2000;

    @UriParam(
            label = "security",
            defaultValue = "65536",
            description = "The longest SIP message that is read, in bytes")
    private int maxMessageBytes = 65536;

    @UriParam(
            label = "security",
            defaultValue = "1000",
            description =
                    "How many calls may exist at once before further INVITEs get 503 without a route being asked. Protects memory; what the product can bear is the route's to decide")
    private int maxCalls = 1000;

    @UriParam(
            label = "security",
            defaultValue = "200",
            description = "How many TCP connections are accepted at once. Each costs a thread")
    private int maxTcpConnections = 200;

    @UriParam(
            label = "advanced",
            defaultValue = "16",
            description = "How many threads run the routes of sip:invite, sip:confirmed, sip:changed and sip:ended")
    private int callThreads = 16;

    @UriParam(label = "advanced", defaultValue = "2", description = "How many threads parse UDP messages")
    private int udpThreads = 2;

    public String getHost() {
        return host;
    }

    public void setHost(String host) {
        this.host = host;
    }

    public int getPort() {
        return port;
    }

    public void setPort(int port) {
        this.port = port;
    }

    public int getTlsPort() {
        return tlsPort;
    }

    public void setTlsPort(int tlsPort) {
        this.tlsPort = tlsPort;
    }

    public String getTransports() {
        return transports;
    }

    public void setTransports(String transports) {
        this.transports = transports;
    }

    public String getPublicAddress() {
        return publicAddress;
    }

    public void setPublicAddress(String publicAddress) {
        this.publicAddress = publicAddress;
    }

    public String getUserAgent() {
        return userAgent;
    }

    public void setUserAgent(String userAgent) {
        this.userAgent = userAgent;
    }

    public int getMaxRingSeconds() {
        return maxRingSeconds;
    }

    public void setMaxRingSeconds(int maxRingSeconds) {
        this.maxRingSeconds = maxRingSeconds;
    }

    public int getAckTimeoutMs() {
        return ackTimeoutMs;
    }

    public void setAckTimeoutMs(int ackTimeoutMs) {
        this.ackTimeoutMs = ackTimeoutMs;
    }

    public int getSessionExpires() {
        return sessionExpires;
    }

    public void setSessionExpires(int sessionExpires) {
        this.sessionExpires = sessionExpires;
    }

    public int getMinSessionExpires() {
        return minSessionExpires;
    }

    public void setMinSessionExpires(int minSessionExpires) {
        this.minSessionExpires = minSessionExpires;
    }

    public int getTransferTimeoutMs() {
        return transferTimeoutMs;
    }

    public void setTransferTimeoutMs(int transferTimeoutMs) {
        this.transferTimeoutMs = transferTimeoutMs;
    }

    public int getRingAgainMs() {
        return ringAgainMs;
    }

    public void setRingAgainMs(int ringAgainMs) {
        this.ringAgainMs = ringAgainMs;
    }

    public Referrers getAcceptRefer() {
        return acceptRefer;
    }

    public void setAcceptRefer(Referrers acceptRefer) {
        this.acceptRefer = acceptRefer;
    }

    public int getRetryAfterSeconds() {
        return retryAfterSeconds;
    }

    public void setRetryAfterSeconds(int retryAfterSeconds) {
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public int getStopGraceMs() {
        return stopGraceMs;
    }

    public void setStopGraceMs(int stopGraceMs) {
        this.stopGraceMs = stopGraceMs;
    }

    public int getMaxMessageBytes() {
        return maxMessageBytes;
    }

    public void setMaxMessageBytes(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    public int getMaxCalls() {
        return maxCalls;
    }

    public void setMaxCalls(int maxCalls) {
        this.maxCalls = maxCalls;
    }

    public int getMaxTcpConnections() {
        return maxTcpConnections;
    }

    public void setMaxTcpConnections(int maxTcpConnections) {
        this.maxTcpConnections = maxTcpConnections;
    }

    public int getCallThreads() {
        return callThreads;
    }

    public void setCallThreads(int callThreads) {
        this.callThreads = callThreads;
    }

    public int getUdpThreads() {
        return udpThreads;
    }

    public void setUdpThreads(int udpThreads) {
        this.udpThreads = udpThreads;
    }

    /** The address that goes into Contact. */
    String advertisedAddress() {
        return publicAddress == null || publicAddress.isBlank() ? host : publicAddress.strip();
    }

    /** Whether the address at which exchanges see us may take the place of our own. */
    boolean learnsAddress() {
        return getNat().equalsIgnoreCase("auto") && (publicAddress == null || publicAddress.isBlank());
    }

    /** The transports in lower case, in the order given. */
    List<String> transportList() {
        return Arrays.stream(transports.split(","))
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    /** @throws IllegalStateException with one line that names the wrong property */
    void check() {
        require(port >= 0 && port <= 65535, "voice.sip.port: " + port + " is no port (0 to 65535)");
        require(tlsPort >= 0 && tlsPort <= 65535, "voice.sip.tls-port: " + tlsPort + " is no port (0 to 65535)");
        require(
                port == 0 || port != tlsPort || !transportList().contains("tls"),
                "voice.sip.tls-port: " + tlsPort + " is voice.sip.port already");
        checkWayToExchanges();
        require(!transportList().isEmpty(), "voice.sip.transports: no transport is named");
        for (String transport : transportList()) {
            require(
                    List.of("udp", "tcp", "tls").contains(transport),
                    "voice.sip.transports: " + transport + " is unknown; there are udp, tcp and tls");
        }
        require(
                !advertisedAddress().equals("0.0.0.0") && !advertisedAddress().equals("::"),
                "voice.sip.public-address: must say where callers reach us, because voice.sip.host is " + host);
        require(maxRingSeconds > 0, "voice.sip.max-ring-seconds: must be above 0");
        require(
                sessionExpires == 0 || sessionExpires >= minSessionExpires,
                "voice.sip.session-expires: must be 0 (off) or at least " + minSessionExpires + ", for example 1800");
        require(ackTimeoutMs > 0, "voice.sip.ack-timeout-ms: must be above 0");
        require(callThreads > 0, "voice.sip.call-threads: must be above 0");
        require(udpThreads > 0, "voice.sip.udp-threads: must be above 0");
    }

    public SipConfiguration copy() {
        try {
            return (SipConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }
}
