package ai.openclaw.voice.routes;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.component.rtp.room.NoFreePortException;
import ai.openclaw.voice.component.rtp.sdp.MalformedSdpException;
import ai.openclaw.voice.component.rtp.sdp.NoCommonCodecException;
import ai.openclaw.voice.testkit.RouteSimulation;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who takes the call, and what a caller is told whom nobody takes. */
class CallInvitedRouteTest {
    private static RouteSimulation routes;

    @BeforeAll
    static void start() {
        routes = RouteSimulation.start("voice.canary.v2-extensions=9001,9002", "voice.canary.v1-extensions=9000");
    }

    @AfterAll
    static void stop() {
        routes.close();
    }

    @BeforeEach
    void reset() {
        routes.reset();
        routes.on("rtp:open", exchange -> exchange.getMessage().setBody("our answer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9001", "9002"})
    void v2RingsOpensARoomAndAnswers(String extension) {
        assertThat(invite(extension).getException()).isNull();

        assertThat(routes.sent("sip:ring")).hasSize(1);
        assertThat(routes.bodiesSent("rtp:open")).containsExactly("the caller's offer");
        assertThat(routes.bodiesSent("sip:answer")).containsExactly("our answer");
        assertThat(routes.sent("sip:reject")).isEmpty();
        assertThat(routes.admission().inside()).isOne();
    }

    @Test
    void v1IsRefusedUntilItsHopIsBuilt() {
        invite("9000");

        assertRejected(503, "v1 is not connected yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "900", "90011", "9001,9002", "%39001", "bob"})
    void anExtensionThatNobodyHasIsUnknown(String extension) {
        invite(extension);

        assertRejected(404, "unknown extension");
    }

    @Test
    void aCallTooManyFindsAllLinesBusy() {
        invite("9001");
        routes.happens(
                "sip:invite",
                "offer",
                Map.of(VoiceHeaders.CALL_ID, CallId.fresh().value(), VoiceHeaders.EXTENSION, "9001"));

        assertThat(routes.sent("sip:answer")).hasSize(1);
        assertReject(486, "all lines are busy");
    }

    @Test
    void noCallIsTakenBeforeAStop() {
        routes.admission().setDraining(true);

        invite("9001");

        assertRejected(503, "draining before a stop");
    }

    static Stream<Arguments> waysToHaveNoRoom() {
        return Stream.of(
                Arguments.of(new NoCommonCodecException("only G.729"), 488, "no common codec"),
                Arguments.of(new MalformedSdpException("no v= line"), 400, "malformed session description"),
                Arguments.of(new NoFreePortException("40000 to 40999"), 503, "no RTP port is free"));
    }

    @ParameterizedTest
    @MethodSource("waysToHaveNoRoom")
    void anOfferThatComesToNothingIsRefusedWithTheReason(Exception failure, int status, String reason) {
        routes.fails("rtp:open", failure);

        assertThat(invite("9001").getException()).isNull();

        assertThat(routes.sent("sip:answer")).isEmpty();
        assertReject(status, reason);
    }

    private static Exchange invite(String extension) {
        return routes.happens("sip:invite", "the caller's offer", Map.of(VoiceHeaders.EXTENSION, extension));
    }

    /** Refused at the door: not even a ring. */
    private static void assertRejected(int status, String reason) {
        assertThat(routes.sent("sip:ring")).isEmpty();
        assertThat(routes.sent("rtp:open")).isEmpty();
        assertReject(status, reason);
    }

    private static void assertReject(int status, String reason) {
        assertThat(routes.sent("sip:reject")).singleElement().satisfies(reject -> {
            assertThat(reject.options().get("status")).hasToString(String.valueOf(status));
            assertThat(reject.options()).containsEntry("reason", reason);
        });
    }
}
