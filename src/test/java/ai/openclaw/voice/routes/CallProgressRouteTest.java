package ai.openclaw.voice.routes;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.Direction;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.TransferFailure;
import ai.openclaw.voice.component.sip.SipConstants;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import ai.openclaw.voice.testkit.RouteSimulation;
import ai.openclaw.voice.worker.VoiceSessions;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a call's events and commands set off. */
class CallProgressRouteTest {
    private static RouteSimulation routes;

    @BeforeAll
    static void start() {
        routes = RouteSimulation.start();
    }

    @AfterAll
    static void stop() {
        routes.close();
    }

    @BeforeEach
    void reset() {
        routes.reset();
        routes.on("link:events", exchange -> {}); // else the session at the other end takes them
    }

    @Test
    void theWorkerIsToldThatTheCallIsUp() {
        routes.happens(
                "sip:confirmed",
                null,
                Map.of(
                        SipConstants.CALLER, "alice",
                        SipConstants.INVITED_AT, 1_000L,
                        SipConstants.ANSWER_LATENCY_MS, 40L));

        assertThat(routes.bodiesSent("link:events"))
                .containsExactly(
                        new RoomEvent.CallStarted(RouteSimulation.CALL, Direction.INBOUND, "9001", "alice", 1_000, 40));
    }

    @Test
    void whatTheRoomHearsIsToldToTheWorker() {
        RoomEvent event = new RoomEvent.SpeechStarted(RouteSimulation.CALL);

        routes.happens("rtp:events", event, Map.of());

        assertThat(routes.bodiesSent("link:events")).containsExactly(event);
        assertThat(routes.sent("sip:hangup")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, NO_MEDIA", "false, MEDIA_LOST"})
    void aCallerWhoVanishedIsHungUpOnAndTheWorkerNeedNotKnow(boolean neverCame, EndReason reason) {
        routes.happens("rtp:events", new RoomEvent.MediaLost(RouteSimulation.CALL, neverCame), Map.of());

        assertThat(routes.bodiesSent("sip:hangup"))
                .containsExactly(new RoomCommand.Hangup(RouteSimulation.CALL, reason));
        assertThat(routes.sent("link:events")).isEmpty();
    }

    @Test
    void hangingUpIsForSip() {
        RoomCommand hangup = new RoomCommand.Hangup(RouteSimulation.CALL, EndReason.ASSISTANT_HANGUP);

        routes.happens("link:commands", hangup, Map.of());

        assertThat(routes.bodiesSent("sip:hangup")).containsExactly(hangup);
        assertThat(routes.sent("rtp:command")).isEmpty();
    }

    static Stream<RoomCommand> forTheRoom() {
        return Stream.of(
                new RoomCommand.Play(RouteSimulation.CALL, 1, 0, new Pcm(new short[160], 8000)),
                new RoomCommand.EndOfTurn(RouteSimulation.CALL, 1),
                new RoomCommand.StopPlayout(RouteSimulation.CALL, 1),
                new RoomCommand.ListenAnew(RouteSimulation.CALL),
                new RoomCommand.SendDtmf(RouteSimulation.CALL, "1#"));
    }

    @ParameterizedTest
    @MethodSource("forTheRoom")
    void allOtherCommandsAreForTheRoom(RoomCommand command) {
        routes.happens("link:commands", command, Map.of());

        assertThat(routes.bodiesSent("rtp:command")).containsExactly(command);
        assertThat(routes.sent("sip:hangup")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"486, BUSY", "408, NO_ANSWER", "603, REFUSED", "404, NOT_REACHED"})
    void aTransferThatFailsIsToldToTheWorkerAtOnce(int status, TransferFailure why) {
        routes.happens("sip:transferred", "", Map.of(SipConstants.STATUS, status));

        assertThat(routes.bodiesSent("link:events"))
                .containsExactly(new RoomEvent.TransferFailed(RouteSimulation.CALL, why));
    }

    @Test
    void ofATransferThatCameToPassTheCallsEndTells() {
        routes.happens("sip:transferred", "", Map.of(SipConstants.STATUS, 200));

        assertThat(routes.sent("link:events")).isEmpty();
    }

    @Test
    void aTransferThatCannotEvenBeAskedForFailsAtOnce() {
        RoomCommand transfer = new RoomCommand.Transfer(RouteSimulation.CALL, "1001");
        routes.on("sip:transfer", exchange -> exchange.getMessage().setHeader(SipConstants.DONE, true));
        routes.happens("link:commands", transfer, Map.of());
        assertThat(routes.bodiesSent("sip:transfer")).containsExactly(transfer);
        assertThat(routes.sent("link:events")).isEmpty();

        routes.on("sip:transfer", exchange -> exchange.getMessage().setHeader(SipConstants.DONE, false));
        routes.happens("link:commands", transfer, Map.of());
        assertThat(routes.bodiesSent("link:events"))
                .containsExactly(new RoomEvent.TransferFailed(RouteSimulation.CALL, TransferFailure.NOT_POSSIBLE));
    }

    @Test
    void theEndOfACallClosesItsRoomFreesItsPlaceAndReachesTheWorker() {
        routes.admission().askV2(RouteSimulation.CALL.value());

        ended(true, EndReason.CALLER_HANGUP);

        assertThat(routes.sent("rtp:close")).hasSize(1);
        assertThat(routes.admission().inside()).isZero();
        assertThat(routes.bodiesSent("link:events"))
                .containsExactly(new RoomEvent.CallEnded(RouteSimulation.CALL, EndReason.CALLER_HANGUP, 5_000));
        assertThat(routes.meters().find("voice.calls").counters())
                .as("that call is the worker's to record")
                .isEmpty();
    }

    @Test
    void aCallThatNeverBeganIsRecordedAndTheWorkerHearsNothingOfIt() {
        try (RouteSimulation fresh = RouteSimulation.start()) {
            fresh.happens("sip:ended", null, endHeaders(false, EndReason.CALLER_CANCELLED));

            assertThat(fresh.sent("rtp:close")).hasSize(1);
            assertThat(fresh.sent("link:events")).isEmpty();
            assertThat(fresh.meters()
                            .get("voice.calls")
                            .tag("endReason", "caller-cancelled")
                            .counter()
                            .count())
                    .isOne();
        }
    }

    @Test
    void anEventReachesTheSessionOfItsCall() {
        try (RouteSimulation fresh = RouteSimulation.start()) {
            VoiceSessions sessions =
                    fresh.context().getRegistry().lookupByNameAndType("voiceSessions", VoiceSessions.class);
            assertThat(sessions.active()).isOne();

            fresh.happens(
                    "link:events", new RoomEvent.CallEnded(RouteSimulation.CALL, EndReason.CALLER_HANGUP, 1), Map.of());

            Awaitility.await().until(() -> sessions.active() == 0);
        }
    }

    private static void ended(boolean confirmed, EndReason reason) {
        routes.happens("sip:ended", null, endHeaders(confirmed, reason));
    }

    private static Map<String, Object> endHeaders(boolean confirmed, EndReason reason) {
        return Map.of(
                SipConstants.CONFIRMED,
                confirmed,
                SipConstants.INVITED_AT,
                1_000L,
                SipConstants.END_REASON,
                reason,
                SipConstants.DURATION_MS,
                5_000L);
    }
}
