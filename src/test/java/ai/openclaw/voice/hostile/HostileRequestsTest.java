package ai.openclaw.voice.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.component.sip.SipComponent;
import ai.openclaw.voice.demo.caller.Transport;
import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.SipCaller;
import ai.openclaw.voice.testkit.SipText;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that are too much: session descriptions and headers that are broken or huge, and INVITEs without an end. */
@Isolated("it counts the threads and file handles of the whole process")
class HostileRequestsTest {
    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    private static final String ADDRESS = "c=IN IP4 127.0.0.1\r\n";
    private static final String AUDIO = "m=audio 4000 RTP/AVP 0\r\n";
    private static final Duration A_MOMENT = Duration.ofMillis(300);
    /** Another of this machine's own addresses, so that who guards against floods does not take the callers for them. */
    private static final String FLOODER = "127.0.0.2";

    private static final int FLOOD = 300;

    @RegisterExtension
    static final SystemUnderAttack attacked =
            new SystemUnderAttack("voice.sip.ack-timeout-ms=2000", "voice.max-calls=20");

    private static Map<String, String> offers() {
        Map<String, String> offers = new LinkedHashMap<>();
        offers.put("no description at all", "I would like to talk");
        offers.put("octets", "\0\1\2\3\u00ff\u00fe".repeat(50));
        offers.put("only its version", "v=0\r\n");
        offers.put("another version", SipCaller.OFFER.replace("v=0", "v=1"));
        offers.put("no address", HEAD + AUDIO);
        offers.put("no media", HEAD + ADDRESS);
        offers.put("a port that is none", HEAD + ADDRESS + "m=audio 70000 RTP/AVP 0\r\n");
        offers.put("a negative port", HEAD + ADDRESS + "m=audio -1 RTP/AVP 0\r\n");
        offers.put("port 0", HEAD + ADDRESS + "m=audio 0 RTP/AVP 0\r\n");
        offers.put("no format", HEAD + ADDRESS + "m=audio 4000 RTP/AVP\r\n");
        offers.put("a format that is none", HEAD + ADDRESS + "m=audio 4000 RTP/AVP 99999999999999999999 x\r\n");
        offers.put("an address that is none", HEAD + "c=IN IP4 999.1.1.1\r\n" + AUDIO);
        offers.put("a name to look up", HEAD + "c=IN IP4 a-name.invalid\r\n" + AUDIO);
        offers.put("a multicast address", HEAD + "c=IN IP4 224.2.1.1/127\r\n" + AUDIO);
        offers.put("broadcast", HEAD + "c=IN IP4 255.255.255.255\r\n" + AUDIO);
        offers.put("IPv6 without end", HEAD + "c=IN IP6 " + "1:".repeat(2000) + "\r\n" + AUDIO);
        offers.put("1000 media lines", HEAD + ADDRESS + AUDIO.repeat(1000));
        offers.put("1000 attributes", SipCaller.OFFER + "a=rtpmap:0 PCMU/8000\r\n".repeat(1000));
        offers.put("a payload type that is none", SipCaller.OFFER + "a=rtpmap:4711 PCMU/8000\r\n");
        offers.put("half a map", SipCaller.OFFER + "a=rtpmap:\r\na=fmtp:\r\na=rtcp:\r\na=ptime:\r\na=crypto:\r\n");
        offers.put("a clock that is none", SipCaller.OFFER + "a=rtpmap:96 opus/99999999999999999999/-2\r\n");
        offers.put(
                "keys that are none",
                SipCaller.OFFER.replace("RTP/AVP", "RTP/SAVP")
                        + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:!!!|2^999|1:1\r\n"
                        + "a=crypto:99999999999 X inline:" + "A".repeat(5000) + "\r\n");
        offers.put("one long line", SipCaller.OFFER + "a=" + "x".repeat(30_000) + "\r\n");
        offers.put("20,000 empty lines", SipCaller.OFFER + "\r\n".repeat(20_000));
        return offers;
    }

    @ParameterizedTest
    @EnumSource
    void answersEachBrokenOfferAndGoesOn(Transport transport) throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (var offer : offers().entrySet()) {
            try (RawSipClient client = attacked.client(transport)) {
                SipCaller caller = new SipCaller(client, "9001");
                client.send(caller.invite("", offer.getValue()));
                SipText answer = client.awaitFinal("INVITE");
                client.send(caller.ack(answer));
                softly.assertThat(answer.status())
                        .as("an offer with %s over %s", offer.getKey(), transport)
                        .isIn(200, 400, 413, 488);
                if (answer.status() == 200) {
                    assertThat(client.ask(caller.bye(), "BYE").status()).isEqualTo(200);
                }
            }
        }
        softly.assertAll();
    }

    @Test
    void aBrokenOfferInMidCallLeavesTheCallUp() throws Exception {
        for (var offer : offers().entrySet()) {
            try (RawSipClient client = attacked.client(Transport.TCP)) {
                SipCaller caller = new SipCaller(client, "9001");
                caller.connect();
                client.send(caller.inDialog("INVITE", contact(client), offer.getValue()));
                SipText answer = client.awaitFinal("INVITE");
                client.send(caller.inDialog("ACK", "", "")
                        .replaceFirst(
                                "CSeq: \\d+", "CSeq: " + answer.header("CSeq").split(" ")[0]));
                assertThat(client.ask(caller.bye(), "BYE").status())
                        .as("BYE after an offer with %s", offer.getKey())
                        .isEqualTo(200);
            }
        }
    }

    private static String contact(RawSipClient client) {
        return "Contact: <sip:caller@127.0.0.1:" + client.localPort() + ";transport="
                + client.transport().toLowerCase() + ">\r\n";
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "3000 headers",
                IntStream.range(0, 3000)
                        .mapToObj(i -> "X-Flood-" + i + ": y\r\n")
                        .collect(Collectors.joining()));
        headers.put("the same header 3000 times", "Supported: 100rel\r\n".repeat(3000));
        headers.put("one of 50 KB", "Subject: " + "x".repeat(50_000) + "\r\n");
        headers.put("one that is folded 3000 times", "Subject: x" + "\r\n  folded".repeat(3000) + "\r\n");
        headers.put("a list of 3000", "Supported: " + "a,".repeat(3000) + "a\r\n");
        headers.put("500 ways back", "Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKx\r\n".repeat(500));
        headers.put("500 routes", "Record-Route: <sip:127.0.0.1;lr>\r\n".repeat(500));
        headers.put("500 contacts", "Contact: <sip:x@127.0.0.1>\r\n".repeat(500));
        headers.put("3000 parameters", "Contact: <sip:x@127.0.0.1>" + ";a=b".repeat(3000) + "\r\n");
        headers.put("20,000 brackets", "Subject: " + "(".repeat(20_000) + "\r\nTo: " + "<".repeat(20_000) + "\r\n");
        headers.put("a comment without an end", "User-Agent: " + "(\"\\".repeat(5000) + "\r\n");
        headers.put("no name", ": no name\r\n:\r\n: :\r\n");
        headers.put("no colon", "nothing\r\n".repeat(2000));
        headers.put("octets", "X-\0\1\2: \u00ff\0\u00fe\r\n");
        headers.put("credentials without an end", "Authorization: Digest " + "a=\"b\",".repeat(3000) + "\r\n");
        headers.put(
                "times that are none",
                "Session-Expires: 99999999999999999999\r\nMin-SE: -5\r\nExpires: x\r\n"
                        + "Retry-After: (((\r\nTimestamp: 1e999\r\nRSeq: -1\r\nRAck: x\r\n");
        return headers;
    }

    @ParameterizedTest
    @EnumSource
    void survivesFloodsOfHeaders(Transport transport) throws Exception {
        for (var flood : headers().entrySet()) {
            try (RawSipClient client = attacked.client(transport)) {
                SipCaller caller = new SipCaller(client, "9001");
                client.send(caller.invite(flood.getValue(), SipCaller.OFFER));
                for (SipText answer = client.poll(A_MOMENT); answer != null; answer = client.poll(A_MOMENT)) {
                    // A BYE's answer asks for nothing more, or the two would go on for as long as BYEs are remembered.
                    boolean toInvite =
                            answer.isResponse() && answer.header("CSeq").endsWith("INVITE");
                    if (toInvite && answer.status() >= 200) {
                        client.send(caller.ack(answer));
                        if (answer.status() == 200) {
                            client.send(caller.bye());
                        }
                    }
                }
            } catch (IOException e) {
                // Closed for what was sent: right, too.
                assertThat(transport).isEqualTo(Transport.TCP);
            }
        }
    }

    @Test
    void aRepeatedInviteIsOneCall() throws Exception {
        try (RawSipClient client = attacked.client(Transport.UDP)) {
            SipCaller caller = new SipCaller(client, "9001");
            String invite = caller.invite();
            int callsBefore = attacked.system().bean(SipComponent.class).callCount();
            for (int i = 0; i < FLOOD; i++) {
                client.send(invite);
            }
            SipText ok = client.awaitFinal("INVITE");
            client.send(caller.ack(ok));
            assertThat(attacked.system().bean(SipComponent.class).callCount()).isEqualTo(callsBefore + 1);
            assertThat(client.ask(caller.bye(), "BYE").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesAFloodOfCallsThatNobodyGoesOnWith(Transport transport) throws Exception {
        for (int i = 0; i < FLOOD; i++) {
            try (RawSipClient client = transport == Transport.UDP
                    ? RawSipClient.udp(attacked.system().sipPort(), FLOODER)
                    : RawSipClient.tcp(attacked.system().sipPort(), FLOODER)) {
                client.send(new SipCaller(client, i % 2 == 0 ? "9001" : "4711")
                        .invite()
                        .replace("127.0.0.1:" + client.localPort(), FLOODER + ":" + client.localPort()));
            }
        }
        Awaitility.await("places come free again")
                .atMost(Duration.ofSeconds(60))
                .until(() -> attacked.system().bean(SipComponent.class).callCount() == 0);
    }

    @Test
    void survivesRequestsForCallsOfOthers() throws Exception {
        try (RawSipClient client = attacked.client(Transport.UDP);
                RawSipClient stranger = RawSipClient.udp(attacked.system().sipPort(), FLOODER)) {
            SipCaller caller = new SipCaller(client, "9001");
            SipText ok = caller.connect();
            for (int i = 0; i < FLOOD; i++) {
                SipCaller other = new SipCaller(stranger, "9001");
                String method =
                        new String[] {"BYE", "CANCEL", "INVITE", "UPDATE", "INFO", "REFER", "PRACK", "NOTIFY"}[i % 8];
                stranger.send(other.inDialog(method, contact(stranger), "")
                        .replaceFirst("Call-ID: .*", "Call-ID: " + caller.callId)
                        .replaceFirst("To: .*", "To: " + ok.header("To").replaceFirst("tag=.", "tag=x")));
            }
            assertThat(client.poll(A_MOMENT)).as("what the caller hears of it").isNull();
            assertThat(client.ask(caller.bye(), "BYE").status()).isEqualTo(200);
        }
    }
}
