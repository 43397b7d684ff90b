package ai.openclaw.voice.hostile;

import ai.openclaw.voice.demo.caller.Transport;
import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.SipText;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All of RFC 4475 and RFC 5118, sent to a running system as they are, and once more to an extension that answers. */
class TortureMessagesTest {
    @RegisterExtension
    static final SystemUnderAttack attacked = new SystemUnderAttack("voice.sip.ack-timeout-ms=2000");

    @ParameterizedTest
    @CsvSource({"rfc4475, UDP", "rfc4475, TCP", "rfc5118, UDP", "rfc5118, TCP"})
    void survives(String rfc, Transport transport) throws Exception {
        Map<String, String> answers = new TreeMap<>();
        for (TortureMessage published : TortureMessage.of(rfc)) {
            for (TortureMessage message : new TortureMessage[] {published, published.to("9001")}) {
                try (RawSipClient client = attacked.client(transport)) {
                    client.send(message.from(transport.name(), client.localPort()));
                    StringBuilder s = new StringBuilder();
                    for (SipText answer = client.poll(Duration.ofMillis(400));
                            answer != null;
                            answer = client.poll(Duration.ofMillis(100))) {
                        s.append(answer.firstLine())
                                .append(" ")
                                .append(answer.header("Warning"))
                                .append("; ");
                    }
                    answers.put(message.name(), s.toString());
                }
            }
        }
        answers.forEach((k, v) -> System.out.println("ANSWER " + rfc + " " + transport + " " + k + ": " + v));
    }
}
