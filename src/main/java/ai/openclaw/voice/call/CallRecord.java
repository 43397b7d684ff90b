package ai.openclaw.voice.call;

import java.util.List;

/**
 * What remains of a call: one JSON line. No words are in it.
 *
 * @param callId the call's UUID
 * @param direction {@code inbound} or {@code outbound}
 * @param answerLatencyMs ms from the INVITE to our 200; null when the call was not answered
 * @param sttLatencyMs median over the turns of: transcript wanted to transcript there, ms; null without a turn
 * @param llmLatencyMs median over the turns of: request sent to first token, ms
 * @param ttsLatencyMs median over the turns of: first clause to its first audio, ms
 * @param bargeInCount how often the caller interrupted
 * @param endReason see {@link EndReason#word()}
 * @param errors what went wrong on the way, as short codes such as {@code brain:empty-stream}; never an error's text
 * @param sessionKey the conversation's key at the brain
 * @param extension the extension that was dialled
 * @param version which system served the call: {@code v1} or {@code v2}
 * @param startedAt when the INVITE came, ISO 8601 in UTC
 * @param durationMs from the INVITE to the end, ms
 * @param turns how many questions were answered
 * @param turnLatencies where the time of each of them went, the first fifty
 * @param media how the sound went over the network; null when none did
 */
public record CallRecord(
        String callId,
        String direction,
        Long answerLatencyMs,
        Long sttLatencyMs,
        Long llmLatencyMs,
        Long ttsLatencyMs,
        int bargeInCount,
        String endReason,
        List<String> errors,
        String sessionKey,
        String extension,
        String version,
        String startedAt,
        long durationMs,
        int turns,
        List<Waterfall> turnLatencies,
        MediaFigures media) {}
