package ai.openclaw.voice.canary;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.canary.V1Health.State;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class V1HealthTest {
    private volatile int answer;

    @Test
    void withoutAnAddressThereIsNone() {
        V1Health health = new V1Health(" ", () -> 200);
        health.start(1);
        health.look();
        health.failed(503);
        assertThat(health.state()).isEqualTo(State.ABSENT);
        assertThat(health.reason()).contains("voice.v1.uri");
    }

    @ParameterizedTest
    @CsvSource({"200,UP", "404,UP", "405,UP", "501,UP", "401,UP", "0,DOWN", "408,DOWN", "503,DOWN"})
    void knowsByTheAnswerWhetherItIsAlive(int status, State state) {
        V1Health health = new V1Health("sip:127.0.0.1:5070", () -> status);
        assertThat(health.state()).isEqualTo(State.UNKNOWN);
        health.look();
        assertThat(health.state()).isEqualTo(state);
        assertThat(health.reason()).contains("sip:127.0.0.1:5070").contains(state == State.UP ? "up" : "DOWN");
    }

    @ParameterizedTest
    @CsvSource({"408,DOWN", "503,DOWN", "500,UP", "486,UP"})
    void aCallThatFindsItDeadSaysSo(int status, State state) {
        V1Health health = new V1Health("sip:127.0.0.1:5070", () -> 200);
        health.look();
        health.failed(status);
        assertThat(health.state()).isEqualTo(state);
    }

    @Test
    void isAskedAgainAndAgain() {
        try (V1Health health = new V1Health("sip:127.0.0.1:5070", () -> {
            if (answer < 0) {
                throw new IllegalStateException("not started");
            }
            return answer;
        })) {
            answer = 200;
            health.start(1);
            await(health, State.UP);
            answer = 0;
            await(health, State.DOWN);
            answer = 200;
            await(health, State.UP);
            answer = -1;
            await(health, State.DOWN);
        }
    }

    private static void await(V1Health health, State state) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> health.state() == state);
    }
}
