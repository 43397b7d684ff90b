package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.component.sip.register.RegistrationStatus;
import ai.openclaw.voice.testkit.Callee;
import ai.openclaw.voice.testkit.NameServer;
import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.SipCaller;
import ai.openclaw.voice.testkit.SipText;
import java.time.Duration;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call through an exchange that is known by name goes on while nobody knows that name, and while its registrar is dead. */
@Execution(ExecutionMode.CONCURRENT)
class SipWithoutNamesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NAME = "pbx.example.test";

    private NameServer dns;
    private SipTestBed bed;

    @BeforeEach
    void start() throws Exception {
        dns = new NameServer().a(NAME, "127.0.0.1", 1);
        SipConfiguration configuration = SipTestBed.anyPort();
        configuration.setDns(dns.address());
        configuration.setMinSessionExpires(1);
        configuration.setSessionExpires(4);
        configuration.setRegistrationCheckSeconds(1);
        bed = new SipTestBed(configuration, SipTestBed::answer);
        bed.onChanged(exchange -> {
            exchange.getMessage().setBody(SipTestBed.ANSWER.replace("o=- 2 1", "o=- 2 2"));
            bed.template.send("sip:answer", exchange);
        });
        bed.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("sip:answered").process(e -> bed.told.add(new SipTestBed.Told("answered", e.copy())));
            }
        });
    }

    @AfterEach
    void stop() {
        bed.close();
        dns.close();
    }

    /** The exchange names itself in its Contact, or in Record-Route, and knows UPDATE or not; or nobody ever knew it. */
    @ParameterizedTest
    @CsvSource({
        "udp, contact, UPDATE, known",
        "udp, route, UPDATE, known",
        "tcp, contact, INVITE, known",
        "tcp, route, UPDATE, known",
        "udp, contact, INVITE, unknown",
        "tcp, route, UPDATE, unknown"
    })
    void aCallThatCameToUsGoesOn(String transport, String where, String refresh, String known) throws Exception {
        if (known.equals("unknown")) {
            dns.clear();
        }
        try (RawSipClient client = bed.client(transport)) {
            SipCaller caller = new SipCaller(client, "9001");
            client.send(named(
                    caller.invite(
                            "Supported: timer\r\n" + (refresh.equals("UPDATE") ? "Allow: INVITE, BYE, UPDATE\r\n" : ""),
                            SipCaller.OFFER),
                    client,
                    where));
            SipText ok = client.awaitStatus(200, "INVITE");
            // It goes to where the caller sees us, whatever route it has told us.
            client.send(caller.ack(ok).replaceAll("Route: [^\r]*\r\n", ""));
            String callId = bed.await("confirmed").callId();
            await().atMost(PATIENCE).until(() -> dns.questions(NAME) > 0);
            dns.clear().silent(true);

            for (int i = 0; i < 2; i++) {
                SipText refreshed = client.awaitRequest(refresh);
                client.send(answer(refreshed));
                if (refresh.equals("INVITE")) {
                    client.awaitRequest("ACK");
                }
            }
            client.send(named(caller.reinvite().replaceAll("Route: [^\r]*\r\n", ""), client, where));
            SipText changed = client.awaitStatus(200, "INVITE");
            client.send(caller.ack(changed).replaceAll("Route: [^\r]*\r\n", ""));
            assertThat(bed.count("ended")).isZero();

            bed.template.sendBodyAndHeader("sip:hangup", null, SipConstants.CALL_ID, callId);
            client.send(SipCaller.ok(client.awaitRequest("BYE")));
            assertThat(bed.await("ended").endReason()).isEqualTo(EndReason.ASSISTANT_HANGUP);
        }
    }

    @Test
    void aCallThatWePlacedGoesOnThoughTheRegistrarIsDeadToo() throws Exception {
        try (Callee exchange = new Callee()) {
            exchange.does((callee, invite) -> callee.respond(
                    invite,
                    200,
                    "Contact: <sip:callee@" + NAME + ":" + callee.port() + ">\r\n"
                            + "Session-Expires: 4;refresher=uac\r\nRequire: timer\r\n"));
            bed.component.setAccounts(List.of(new SipAccount(
                    "9001", null, "9001", "secret", NAME + ":" + exchange.port(), NAME, null, "udp", 3)));
            await().atMost(PATIENCE).until(() -> status().registered());
            bed.template.send("sip:dial", dialled -> {
                dialled.getMessage().setBody(SipTestBed.ANSWER);
                dialled.getMessage().setHeader(SipConstants.DIALLED, "9001");
                dialled.getMessage().setHeader(SipConstants.TARGET, "1001");
            });
            String callId = bed.await("answered").callId();
            exchange.await("ACK");
            exchange.deafTo("REGISTER", "OPTIONS");
            dns.clear().silent(true);

            await().atMost(PATIENCE).until(() -> !status().registered());
            long before = exchange.calls();
            await().atMost(PATIENCE).until(() -> exchange.calls() >= before + 2);
            assertThat(bed.count("ended")).isZero();

            bed.template.sendBodyAndHeader("sip:hangup", null, SipConstants.CALL_ID, callId);
            exchange.await("BYE");
            assertThat(bed.await("ended").endReason()).isEqualTo(EndReason.ASSISTANT_HANGUP);
            assertThat(bed.component.callCount()).isZero();
        }
    }

    private RegistrationStatus status() {
        return bed.component.registrations().get(0);
    }

    private static String named(String invite, RawSipClient client, String where) {
        String port = ":" + client.localPort();
        if (where.equals("contact")) {
            return invite.replace("Contact: <sip:caller@127.0.0.1" + port, "Contact: <sip:caller@" + NAME + port);
        }
        return invite.replace("Contact: <sip:caller@127.0.0.1" + port, "Contact: <sip:caller@phone.example.test" + port)
                .replace(
                        "Max-Forwards",
                        "Record-Route: <sip:" + NAME + port + ";transport="
                                + client.transport().toLowerCase() + ";lr>\r\nMax-Forwards");
    }

    private static String answer(SipText request) {
        String contact = request.firstLine().replaceAll("^\\S+ (\\S+) .*", "$1");
        boolean offers = request.method().equals("INVITE");
        String body = offers ? SipCaller.OFFER : "";
        return SipCaller.ok(request)
                .replace(
                        "Content-Length: 0\r\n\r\n",
                        "Contact: <" + contact + ">\r\n" + (offers ? "Content-Type: application/sdp\r\n" : "")
                                + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }
}
