package ai.openclaw.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class CallLogTest {
    @AfterEach
    void forget() {
        MDC.clear();
    }

    @Test
    void aStepWithinANamedThreadLeavesTheNameBehind() {
        CallId call = CallId.fresh();
        try (CallLog outer = CallLog.named(call)) {
            try (CallLog step = CallLog.named(call.value())) {
                assertThat(MDC.get(CallId.MDC_KEY)).isEqualTo(call.value());
            }
            assertThat(MDC.get(CallId.MDC_KEY)).isEqualTo(call.value());
        }
        assertThat(MDC.get(CallId.MDC_KEY)).isNull();
    }

    @Test
    void workForNoCallChangesNothing() {
        CallId call = CallId.fresh();
        try (CallLog outer = CallLog.named(call);
                CallLog probe = CallLog.named((String) null)) {
            assertThat(MDC.get(CallId.MDC_KEY)).isEqualTo(call.value());
        }
        try (CallLog probe = CallLog.named((String) null)) {
            assertThat(MDC.get(CallId.MDC_KEY)).isNull();
        }
    }
}
