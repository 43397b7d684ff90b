package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.component.sip.proxy.HopTimes;
import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.SipCallee;
import ai.openclaw.voice.testkit.SipCaller;
import ai.openclaw.voice.testkit.SipText;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A caller, the hop, and another system; where that fails, we answer the call ourselves. */
final class ProxyTestBed implements AutoCloseable {
    final SipTestBed sip;
    final RawSipClient client;
    final SipCaller caller;
    final SipCallee v1;
    /** Whether the route knows who has the call. */
    volatile boolean decided;

    ProxyTestBed(String callerTransport, String v1Transport) throws Exception {
        this(callerTransport, SipCallee.over(v1Transport), HopTimes.DEFAULT, 20_000);
    }

    /** @param patienceMs how long v1 may take to be heard of */
    ProxyTestBed(String callerTransport, SipCallee v1, HopTimes times, int patienceMs) throws Exception {
        this(callerTransport, v1, v1.uri(), times, patienceMs);
    }

    ProxyTestBed(String callerTransport, SipCallee v1, String uri, HopTimes times, int patienceMs) throws Exception {
        this.v1 = v1;
        SipConfiguration configuration = SipTestBed.anyPort();
        // A call that waits for v1 must hold no thread, or nobody could do anything for it, or for the next.
        configuration.setCallThreads(1);
        sip = new SipTestBed(
                (route, template) -> route.to("sip:proxy?uri=RAW(" + uri + ")&version=v1&timeoutMs=" + patienceMs)
                        .process(e -> decided = true)
                        .filter(e -> e.getMessage().getHeader(SipConstants.STATUS) != null)
                        .process(e -> SipTestBed.answer(e, template)),
                configuration,
                component -> component.setHopTimes(times));
        client = sip.client(callerTransport);
        caller = new SipCaller(client, "9000");
    }

    /** Calls, has v1 ring and answer, and acknowledges. @return the INVITE as v1 got it */
    SipText connect() throws Exception {
        SipText invite = inviteThatRings();
        v1.answer(invite, 200);
        client.send(caller.ack(client.awaitStatus(200, "INVITE")));
        v1.awaitRequest("ACK");
        return invite;
    }

    /** Calls. @return the INVITE as v1 got it */
    SipText invite() throws Exception {
        client.send(caller.invite());
        return v1.awaitRequest("INVITE");
    }

    /** Calls, and v1 says 100. @return the INVITE as v1 got it */
    SipText inviteThatIsTried() throws Exception {
        SipText invite = invite();
        v1.answer(invite, 100);
        return invite;
    }

    /** Calls, and v1 rings, which the caller hears. @return the INVITE as v1 got it */
    SipText inviteThatRings() throws Exception {
        SipText invite = invite();
        v1.answer(invite, 180);
        client.awaitStatus(180, "INVITE");
        return invite;
    }

    /** The caller gives up, and is told that this was understood. */
    void cancel() throws Exception {
        client.send(caller.cancel());
        client.awaitStatus(200, "CANCEL");
    }

    /** The caller is told that the INVITE is over, and acknowledges it. */
    void acknowledgeTheEnd() throws Exception {
        client.send(caller.ack(client.awaitStatus(487, "INVITE")));
    }

    /** Passes one request of the caller through, answered by v1 with 200. @return as v1 got it */
    SipText fromCaller(String request) throws Exception {
        String method = request.substring(0, request.indexOf(' '));
        client.send(request);
        SipText arrived = v1.awaitRequest(method);
        v1.answer(arrived, 200);
        SipText ok = client.awaitStatus(200, method);
        if (method.equals("INVITE")) {
            client.send(caller.ack(ok));
            v1.awaitRequest("ACK");
        }
        return arrived;
    }

    /** Passes one request of v1 through, answered by the caller with 200. @return as the caller got it */
    SipText fromV1(SipText invite, String method, String headers, String body) throws Exception {
        v1.send(v1.inDialog(invite, method, headers, body));
        SipText arrived = client.awaitRequest(method);
        client.send(SipCaller.ok(arrived));
        v1.awaitStatus(200, method);
        return arrived;
    }

    SipTestBed.Told ended() {
        return sip.await("ended");
    }

    /** What the routes are told of a call that v1 refused with this status, or we for it. */
    void assertRefusedByV1(int status) throws Exception {
        SipTestBed.Told ended = ended();
        assertThat(ended.endReason()).isEqualTo(EndReason.REJECTED);
        assertThat(ended.header(SipConstants.STATUS, Integer.class)).isEqualTo(status);
        assertThat(ended.header(SipConstants.VERSION, String.class)).isEqualTo("v1");
        assertNothingIsLeft();
    }

    /** Nothing of a call is left: no state here, nobody is called any more, and the end was told once. */
    void assertNothingIsLeft() throws IOException {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> sip.component.callCount() == 0 && sip.component.proxiedCount() == 0);
        org.assertj.core.api.Assertions.assertThat(sip.count("ended")).isOne();
        org.assertj.core.api.Assertions.assertThat(sip.count("invite")).isOne();
        org.assertj.core.api.Assertions.assertThat(sip.count("confirmed")).isZero();
    }

    @Override
    public void close() throws Exception {
        client.close();
        v1.close();
        sip.close();
    }
}
