package ai.openclaw.voice.routes;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.canary.Admission.Condition;
import ai.openclaw.voice.canary.V1Health.State;
import ai.openclaw.voice.component.rtp.room.NoFreePortException;
import ai.openclaw.voice.component.rtp.sdp.MalformedSdpException;
import ai.openclaw.voice.component.rtp.sdp.NoCommonCodecException;
import ai.openclaw.voice.component.sip.SipConstants;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who takes the call, and what a caller is told whom nobody takes. */
class CallInvitedRouteTest {
    private static RouteSimulation routes;
    private static String other = "";

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
        routes.admission().leave(other);
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
    void v1HasItsCallsPassedOn() {
        routes.v1Is(State.UP);

        assertThat(invite("9000").getException()).isNull();

        assertTakenByV1();
    }

    private static void assertTakenByV1() {
        assertThat(routes.sent("sip:proxy")).singleElement().satisfies(passed -> {
            assertThat(passed.options()).containsEntry("version", "v1").containsEntry("uri", "sip:127.0.0.1:5070");
            assertThat(passed.options().get("timeoutMs")).hasToString("1500");
        });
        assertThat(routes.sent("sip:ring")).isEmpty();
        assertThat(routes.sent("sip:reject")).isEmpty();
        assertThat(routes.admission().atV1()).isOne();
        assertThat(routes.admission().inside()).isZero();
    }

    private static void assertTakenByV2() {
        assertThat(routes.sent("sip:answer")).hasSize(1);
        assertThat(routes.sent("sip:reject")).isEmpty();
        assertThat(routes.admission().inside()).isOne();
        assertThat(routes.admission().atV1()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"ABSENT", "DOWN"})
    void aV1ThatIsNotThereIsNotEvenTried(State v1) {
        routes.v1Is(v1);

        assertThat(invite("9000").getException()).isNull();

        assertThat(routes.sent("sip:proxy")).isEmpty();
        assertTakenByV2();
    }

    @ParameterizedTest
    @CsvSource({"503,DOWN", "408,DOWN", "500,UP"})
    void v2TakesTheCallThatV1FailsOn(int status, State afterwards) {
        routes.v1Is(State.UP);
        routes.on("sip:proxy", exchange -> exchange.getMessage().setHeader(SipConstants.STATUS, status));

        assertThat(invite("9000").getException()).isNull();

        assertThat(routes.sent("sip:proxy")).hasSize(1);
        assertTakenByV2();
        assertThat(routes.v1()).isEqualTo(afterwards);
    }

    @Test
    void v2TakesTheCallThatV1HasNoRoomFor() {
        routes.v1Is(State.UP);
        anotherCall("9000");

        invite("9000");

        assertThat(routes.sent("sip:proxy")).hasSize(1);
        assertThat(routes.sent("sip:answer")).hasSize(1);
    }

    @Test
    void v1TakesTheCallThatV2HasNoRoomFor() {
        routes.v1Is(State.UP);
        anotherCall("9001");

        invite("9001");

        assertThat(routes.sent("sip:answer")).hasSize(1);
        assertThat(routes.sent("sip:proxy")).hasSize(1);
        assertThat(routes.admission().inside()).isOne();
        assertThat(routes.admission().atV1()).isOne();
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_READY", "NO_BRAIN"})
    void v1TakesTheCallThatV2CannotHold(Condition v2) {
        routes.v1Is(State.UP).v2Is(v2);

        invite("9001");

        assertTakenByV1();
    }

    @Test
    void v2ApologisesWhenItLacksNothingButItsBrain() {
        routes.v1Is(State.DOWN).v2Is(Condition.NO_BRAIN);

        invite("9001");

        assertTakenByV2();
    }

    @Test
    void nobodyCanTakeTheCall() {
        routes.v2Is(Condition.NOT_READY);

        invite("9001");

        assertRejected(503, "not ready for calls");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9000", "9001"})
    void beforeAStopV1TakesAllCalls(String extension) {
        routes.v1Is(State.UP);
        routes.admission().setDraining(true);

        invite(extension);

        assertTakenByV1();
    }

    @Test
    void aCallThatNeitherTakesLeavesNoPlaceBehind() {
        routes.v1Is(State.UP);
        routes.admission().setDraining(true);
        routes.on("sip:proxy", exchange -> exchange.getMessage().setHeader(SipConstants.STATUS, 503));

        invite("9001");

        assertRejected(503, "draining before a stop");
        assertThat(routes.admission().inside() + routes.admission().atV1()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "900", "90011", "9001,9002", "%39001", "bob"})
    void anExtensionThatNobodyHasIsUnknown(String extension) {
        invite(extension);

        assertRejected(404, "unknown extension");
    }

    @Test
    void aCallTooManyFindsAllLinesBusy() {
        anotherCall("9001");
        invite("9001");

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

    private static void anotherCall(String extension) {
        other = CallId.fresh().value();
        routes.happens("sip:invite", "offer", Map.of(VoiceHeaders.CALL_ID, other, VoiceHeaders.EXTENSION, extension));
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
