package ai.openclaw.voice.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.Hands;
import ai.openclaw.voice.call.Hands.Hand;
import ai.openclaw.voice.component.openclaw.ToolUse;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the brain asks for is let through by the configuration alone. */
class HandPolicyTest {
    private static final Hands ALL =
            new Hands(EnumSet.allOf(Hand.class), List.of("1001", "20*", "+4989*", "*72", "sip:anna@example.com"), 4, 3);

    @ParameterizedTest
    @ValueSource(strings = {"1001", " 1001 ", "20", "2099", "+498912345", "*72", "sip:anna@example.com"})
    void whatTheListHoldsIsLetThrough(String target) {
        HandPolicy.Verdict verdict = transfer("{\"target\":\"" + target + "\"}");

        assertThat(verdict.allowed()).isTrue();
        assertThat(verdict.target()).isEqualTo(target.strip());
    }

    @Test
    void aNumberThatIsNoTextIsOneAllTheSame() {
        assertThat(transfer("{\"target\":1001}").target()).isEqualTo("1001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00900123456",
                "10011",
                "100",
                "1002",
                "+49",
                "*73",
                "sip:bob@example.com",
                "sip:20@evil.example",
                "sip:anna@example.com.evil.example",
                "20*",
                "20#"
            })
    void whatItDoesNotHoldIsNot(String target) {
        HandPolicy.Verdict verdict = transfer("{\"target\":\"" + target + "\"}");

        assertThat(verdict.allowed()).isFalse();
        assertThat(verdict.refusal()).isEqualTo("target-not-permitted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20@evil.example",
                "20;phone-context=x",
                "20?Replaces=a",
                "20<sip:x>",
                "20\\r\\nRoute: x",
                "20 00",
                "20%40evil",
                "",
                "2\\u0030\\u0000",
                "sip:anna@example.com?Refer-To=x",
                "sip:anna@example.com;transport=tls"
            })
    void whatIsNoNumberIsNotReadAsOne(String target) {
        HandPolicy.Verdict verdict = transfer("{\"target\":\"" + target + "\"}");

        assertThat(verdict.refusal()).isEqualTo("target-malformed");
        assertThat(verdict.target())
                .as("it may be anything, and so is told nowhere")
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "\"1001\"",
                "1001",
                "null",
                "{\"target\":\"1001\"} {}",
                "{\"target\":\"1\",\"target\":\"1001\"}",
                "{'target':'1001'}",
                "[[[[[[[["
            })
    void argumentsThatAreNoObjectAreRefused(String arguments) {
        assertThat(transfer(arguments).refusal()).isEqualTo("arguments-malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "{\"to\":\"1001\"}", "{\"target\":[\"1001\"]}", "{\"target\":{\"a\":1}}"})
    void aTransferNeedsATarget(String arguments) {
        assertThat(transfer(arguments).refusal()).isEqualTo("target-malformed");
    }

    @ParameterizedTest
    @CsvSource({
        "12#,",
        "*0AD,",
        "1a,",
        "12345,too-many-keys",
        "1w2,keys-malformed",
        "'1 2',keys-malformed",
        "'',keys-malformed",
        "E,keys-malformed"
    })
    void onlyKeysArePressed(String digits, String refusal) {
        assertThat(judge(ALL, "send_dtmf", "{\"digits\":\"" + digits + "\"}", 0).refusal())
                .isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource({"end_call", "transfer_call", "send_dtmf"})
    void whatIsNotAllowedIsRefusedWhateverItsArguments(String tool) {
        assertThat(judge(Hands.NONE, tool, "{\"target\":\"1001\",\"digits\":\"1\"}", 0)
                        .refusal())
                .isEqualTo("not-allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec", "END_CALL", "end_call ", "", "transfer_call\u0000"})
    void aToolThatThereIsNotIsRefused(String tool) {
        HandPolicy.Verdict verdict = judge(ALL, tool, "{}", 0);

        assertThat(verdict.refusal()).isEqualTo("unknown-tool");
        assertThat(verdict.hand()).isNull();
    }

    @Test
    void usesAreCounted() {
        assertThat(judge(ALL, "end_call", "{}", 2).allowed()).isTrue();
        assertThat(judge(ALL, "end_call", "{}", 3).refusal()).isEqualTo("too-many-uses");
    }

    @Test
    void whatWasNotReadToItsEndIsRefused() {
        assertThat(HandPolicy.judge(ALL, new ToolUse("end_call", "{}", false), 0)
                        .refusal())
                .isEqualTo("arguments-too-long");
    }

    private static HandPolicy.Verdict transfer(String arguments) {
        return judge(ALL, "transfer_call", arguments, 0);
    }

    private static HandPolicy.Verdict judge(Hands hands, String tool, String arguments, int used) {
        return HandPolicy.judge(hands, new ToolUse(tool, arguments, true), used);
    }
}
