package ai.openclaw.voice.boot;

import ai.openclaw.voice.call.BargeInRules;
import ai.openclaw.voice.call.EndpointRules;
import ai.openclaw.voice.call.LimitRules;
import ai.openclaw.voice.call.WaitingRules;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set for all calls below {@code voice.}, and for those to one extension below {@code voice.extensions.NUMBER.}.
 *
 * @param phrases of them, an extension can have its own {@code greeting}, {@code thinking} and
 *     {@code transfer-failed}
 */
record MannersSettings(
        @DefaultValue BargeIn bargeIn,
        @DefaultValue Endpoint endpoint,
        @DefaultValue Waiting waiting,
        @DefaultValue Limits limits,
        Map<String, String> phrases) {

    MannersSettings {
        phrases = phrases == null ? Map.of() : phrases;
        Check.phrases(phrases);
    }

    /** See {@link BargeInRules}. */
    public record BargeIn(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("64") int pauseAfterMs,
            @DefaultValue("600") int meantAfterMs,
            @DefaultValue("300") int guardMs,
            @DefaultValue("0.5") double vadThreshold,
            @DefaultValue("false") boolean protectGreeting,
            @DefaultValue("2000") int weighMs,
            @DefaultValue("next-clause") BargeInRules.Resume resume) {
        public BargeIn {
            Check.range("voice.barge-in.pause-after-ms", pauseAfterMs, 20, 5000, "64");
            Check.range("voice.barge-in.meant-after-ms", meantAfterMs, pauseAfterMs, 10_000, "600");
            Check.range("voice.barge-in.guard-ms", guardMs, 0, 10_000, "300");
            Check.share("voice.barge-in.vad-threshold", vadThreshold, "0.5");
            Check.range("voice.barge-in.weigh-ms", weighMs, 100, 10_000, "2000");
        }

        BargeInRules rules() {
            return new BargeInRules(
                    enabled,
                    pauseAfterMs,
                    meantAfterMs,
                    guardMs,
                    (float) vadThreshold,
                    protectGreeting,
                    weighMs,
                    resume);
        }
    }

    /** See {@link EndpointRules}. */
    public record Endpoint(
            @DefaultValue("300") int minMs,
            @DefaultValue("1400") int maxMs,
            @DefaultValue("2500") int dictationMs,
            @DefaultValue("true") boolean presume) {
        public Endpoint {
            Check.range("voice.endpoint.min-ms", minMs, 100, 10_000, "300");
            Check.range("voice.endpoint.max-ms", maxMs, minMs, 20_000, "1400");
            Check.range("voice.endpoint.dictation-ms", dictationMs, minMs, 20_000, "2500");
        }

        EndpointRules rules() {
            return new EndpointRules(minMs, maxMs, dictationMs, presume);
        }
    }

    /** See {@link WaitingRules}. */
    public record Waiting(
            @DefaultValue("2500") int phraseAfterMs,
            @DefaultValue("true") boolean tone,
            @DefaultValue("20000") int idleAfterMs,
            @DefaultValue("2") int idlePrompts) {
        public Waiting {
            Check.range("voice.waiting.phrase-after-ms", phraseAfterMs, 0, 60_000, "2500");
            Check.range("voice.waiting.idle-after-ms", idleAfterMs, 0, 600_000, "20000");
            Check.range("voice.waiting.idle-prompts", idlePrompts, 0, 100, "2");
        }

        WaitingRules rules() {
            return new WaitingRules(phraseAfterMs, tone, idleAfterMs, idlePrompts);
        }
    }

    /** See {@link LimitRules}. */
    public record Limits(
            @DefaultValue("60000") int maxUtteranceMs,
            @DefaultValue("180") int maxCallMinutes,
            @DefaultValue("500") int maxTurns,
            @DefaultValue("3") int brainFailures) {
        public Limits {
            Check.range("voice.limits.max-utterance-ms", maxUtteranceMs, 2000, 600_000, "60000");
            Check.range("voice.limits.max-call-minutes", maxCallMinutes, 1, 1440, "180");
            Check.range("voice.limits.max-turns", maxTurns, 1, 100_000, "500");
            Check.range("voice.limits.brain-failures", brainFailures, 1, 1000, "3");
        }

        LimitRules rules() {
            return new LimitRules(maxUtteranceMs, maxCallMinutes * 60_000L, maxTurns, brainFailures);
        }
    }
}
