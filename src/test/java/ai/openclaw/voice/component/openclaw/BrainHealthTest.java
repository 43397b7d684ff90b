package ai.openclaw.voice.component.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.demo.brain.DemoBrain;
import ai.openclaw.voice.demo.brain.Fault;
import ai.openclaw.voice.demo.brain.Fault.Kind;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrainHealthTest {
    private final BrainUnderTest test = new BrainUnderTest();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aBrainThatIsUpIsReadyAndADemoBrainSaysThatItIsOne() {
        assertThat(test.component.probe()).isEqualTo(new BrainHealth(true, true, true, "ok"));
        assertThat(test.brain.counters().byPath()).containsOnlyKeys("/health", "/readyz");
    }

    @Test
    void probesTakeNoToken() {
        try (DemoBrain guarded = DemoBrain.start(0, BrainUnderTest.QUICK.withToken("secret"))) {
            test.options().setBaseUrl(guarded.baseUrl());
            test.options().setToken("secret");
            assertThat(test.component.probe().ready()).isTrue();
            assertThat(guarded.counters().lastRequests())
                    .noneMatch(request -> request.headers().containsKey("authorization"));
        }
    }

    @Test
    void aBrainThatIsNotReadySaysWhy() {
        test.brain.faults().add(Fault.of(Kind.NOT_READY));
        assertThat(test.component.probe()).isEqualTo(new BrainHealth(true, false, true, "/readyz says 503"));
    }

    @Test
    void theBridgeOfTheFirstVersionHasOnlyHealth() {
        test.options().setDialect(Dialect.v1);
        assertThat(test.component.probe().ready()).isTrue();
        assertThat(test.brain.counters().byPath()).containsOnlyKeys("/health");
    }

    @Test
    void aBrainThatIsAwayIsUnreachable() {
        test.brain.close();
        BrainHealth health = test.component.probe();
        assertThat(health.reachable()).isFalse();
        assertThat(health.reason()).contains(test.options().getBaseUrl());
    }

    @Test
    void aBrainThatSaysNothingIsUnreachableToo() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            test.options().setBaseUrl("http://127.0.0.1:" + silent.getLocalPort());
            assertThat(test.component.probe().reachable()).isFalse();
        }
    }
}
