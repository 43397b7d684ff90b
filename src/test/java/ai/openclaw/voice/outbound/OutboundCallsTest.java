package ai.openclaw.voice.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.call.AnsweredBy;
import ai.openclaw.voice.call.Errand.OnMachine;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboundCallsTest {
    private static final Line LINE = new Line("9001", "Assistant", true);

    private final OutboundSettings settings = new OutboundSettings(3, "9", "1", List.of(), OnMachine.HANGUP, 60);
    private final WebhookPolicy policy = new WebhookPolicy(List.of());
    private final Webhooks webhooks = new Webhooks(policy, null, Clock.systemUTC());
    private final OutboundCalls calls = new OutboundCalls(settings, webhooks, Clock.systemUTC());

    @AfterEach
    void end() {
        webhooks.close();
    }

    @Test
    void anInterruptedAnswerCountsAsATurnAndOneThatGoesOnCountsOnce() throws Exception {
        OutboundCall call = open("conversation", null);
        started(call, 0);
        calls.happened(new RoomEvent.PlayoutFinished(call.callId(), 0, 2000));
        started(call, 1);
        calls.happened(new RoomEvent.BargeIn(call.callId(), 1, 500));
        started(call, 2);
        started(call, 2);
        assertThat(call.info(calls.now())).containsEntry("turnCount", 2).containsEntry("status", "conversing");
    }

    @Test
    void aCalleeWhoCutsTheMessageShortWithAWordConverses() throws Exception {
        OutboundCall call = open("conversation", null);
        started(call, 0);
        assertThat(call.state()).isEqualTo(OutboundCall.State.PLAYING);
        started(call, 1);
        assertThat(call.state()).isEqualTo(OutboundCall.State.CONVERSING);
    }

    @Test
    void nobodyConversesWithAMachine() throws Exception {
        OutboundCall call = open("conversation", "leave-message");
        calls.answeredBy(new RoomCommand.TellWhoAnswered(call.callId(), AnsweredBy.MACHINE));
        started(call, 0);
        calls.happened(new RoomEvent.PlayoutFinished(call.callId(), 0, 2000));
        assertThat(call.state()).isEqualTo(OutboundCall.State.PLAYING);
    }

    @Test
    void whoeverAsksSaysWhatIsDoneAtAMachineElseItIsAsUsual() throws Exception {
        assertThat(open("announce", "leave-message").errand().machine()).isEqualTo(OnMachine.LEAVE_MESSAGE);
        assertThat(open("announce", "ignore").errand().machine()).isEqualTo(OnMachine.IGNORE);
        assertThat(open("announce", null).errand().machine()).isEqualTo(OnMachine.HANGUP);
        assertThatThrownBy(() -> open("announce", "shout"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("Field \"machine\" must be \"hangup\", \"leave-message\" or \"ignore\", not \"shout\"");
    }

    private OutboundCall open(String mode, String machine) throws Exception {
        String body = "{\"to\":\"1001\",\"message\":\"Hello.\",\"mode\":\"" + mode + "\",\"machine\":"
                + (machine == null ? "null" : "\"" + machine + "\"") + "}";
        return calls.open(OutboundRequest.read(body, settings, policy), LINE);
    }

    private void started(OutboundCall call, int turn) {
        calls.happened(new RoomEvent.PlayoutStarted(call.callId(), turn));
    }
}
