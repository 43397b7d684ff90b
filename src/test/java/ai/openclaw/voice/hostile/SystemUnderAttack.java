package ai.openclaw.voice.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.demo.caller.CallerPhone;
import ai.openclaw.voice.demo.caller.Transport;
import ai.openclaw.voice.testkit.FaultLog;
import ai.openclaw.voice.testkit.LeakCheck;
import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.VoiceSystem;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A running system that tests do their worst to. After each of them it must answer normal calls, hold no more than
 * before, and have written no fault of its own into the log.
 */
final class SystemUnderAttack implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Half a second of speech, in packets of 20 ms. */
    private static final int PACKETS_OF_A_GREETING = 25;

    private final String[] properties;
    private VoiceSystem system;
    private LeakCheck before;
    private FaultLog faults;

    /** @param properties {@code key=value} of the system */
    SystemUnderAttack(String... properties) {
        this.properties = properties;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        system = VoiceSystem.start(properties);
        // Threads and connections that come with the first call are no leak of the second.
        answersNormalCalls();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        before = LeakCheck.of(system);
        faults = new FaultLog();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try (FaultLog ignored = faults) {
            if (context.getExecutionException().isEmpty()) {
                answersNormalCalls();
                before.assertNothingLeaked();
                assertThat(faults.seen()).as("faults in the log").isEmpty();
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (system != null) {
            system.close();
        }
    }

    VoiceSystem system() {
        return system;
    }

    RawSipClient client(Transport transport) throws IOException {
        return transport == Transport.UDP ? RawSipClient.udp(system.sipPort()) : RawSipClient.tcp(system.sipPort());
    }

    /** A call over each transport is answered and hears the assistant's voice. */
    void answersNormalCalls() throws Exception {
        for (Transport transport : Transport.values()) {
            try (CallerPhone phone = CallerPhone.place(system.call("9001").over(transport))) {
                assertThat(phone.awaitOutcome(PATIENCE).status())
                        .as("a normal call over %s", transport)
                        .isEqualTo(200);
                Awaitility.await("the greeting over " + transport)
                        .atMost(PATIENCE)
                        .until(() -> phone.media().statistics().received() >= PACKETS_OF_A_GREETING);
                assertThat(phone.hangUp().get()).isEqualTo(200);
            }
        }
    }
}
