package ai.openclaw.voice.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.demo.caller.Transport;
import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.SipText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All of RFC 4475 and RFC 5118, sent to a running system as they are, and once more to an extension that answers. */
@Isolated("it counts the threads and file handles of the whole process")
class TortureMessagesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** For what may be dropped: long enough for an answer on loopback, and short because there are many. */
    private static final Duration A_MOMENT = Duration.ofMillis(200);

    @RegisterExtension
    static final SystemUnderAttack attacked = new SystemUnderAttack("voice.sip.ack-timeout-ms=2000");

    @ParameterizedTest
    @CsvSource({"rfc4475, UDP", "rfc4475, TCP", "rfc5118, UDP", "rfc5118, TCP"})
    void answersOrDropsWhatIsPublished(String rfc, Transport transport) throws Exception {
        Map<String, Set<String>> permitted = permitted(rfc);
        SoftAssertions softly = new SoftAssertions();
        for (TortureMessage message : TortureMessage.of(rfc)) {
            assertThat(permitted).as("torture/answers.csv").containsKey(message.name());
            Set<String> answers = permitted.get(message.name());
            softly.assertThat(finalAnswer(message, transport, answers.contains("none") ? A_MOMENT : PATIENCE))
                    .as("%s of %s over %s", message, rfc, transport)
                    .isIn(answers);
            // What this is answered depends on what is left of it; that it does no harm is what counts.
            finalAnswer(message.to("9001"), transport, A_MOMENT);
        }
        softly.assertAll();
    }

    /** The status of the final response, or {@code none}. */
    private static String finalAnswer(TortureMessage message, Transport transport, Duration patience)
            throws IOException {
        try (RawSipClient client = attacked.client(transport)) {
            client.send(message.from(transport.name(), client.localPort()));
            for (SipText answer = client.poll(patience); answer != null; answer = client.poll(patience)) {
                if (answer.isResponse() && answer.status() >= 200) {
                    return Integer.toString(answer.status());
                }
            }
            return "none";
        }
    }

    private static Map<String, Set<String>> permitted(String rfc) throws IOException {
        Map<String, Set<String>> permitted = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/torture/answers.csv"))) {
            String[] cells = line.split(",", 4);
            if (cells[0].equals(rfc)) {
                permitted.put(cells[1], Set.of(cells[2].split(" ")));
            }
        }
        return permitted;
    }
}
