package ai.openclaw.voice.call;

/**
 * What a conversation may cost.
 *
 * @param maxUtteranceMs the longest utterance, ms
 * @param maxCallMs the longest call, ms
 * @param maxTurns how many questions are answered in a call
 * @param brainFailures after how many turns in a row without an answer the call ends politely
 */
public record LimitRules(int maxUtteranceMs, long maxCallMs, int maxTurns, int brainFailures) {
    public static final LimitRules DEFAULT = new LimitRules(60_000, 180 * 60_000L, 500, 3);
}
