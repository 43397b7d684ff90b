package ai.openclaw.voice.call;

import ai.openclaw.voice.call.TurnTimings.Stage;
import java.util.OptionalLong;

/**
 * Where the time of one turn went, ms; null for a stage that was not reached. The stages follow upon each other, but the
 * brain may be asked while the end of the caller's speech is still being waited for: {@code headStartMs} of the later
 * stages then passed within {@code endpointWaitMs}, and their sum is larger than {@code responseMs} by that.
 *
 * @param turn the turn's number
 * @param endpointWaitMs end of speech to certainty that the caller has finished
 * @param headStartMs how long before that certainty the transcript was wanted, on the presumption that it would come
 * @param sttMs from then to the final transcript
 * @param queueMs transcript to request
 * @param firstTokenMs request to the brain's first token
 * @param firstClauseMs first token to the first clause that can be spoken
 * @param ttsFirstByteMs first clause to its first sound
 * @param firstPacketMs first sound (or the certainty, if that came later) to the first packet on the wire
 * @param responseMs end of speech to the first packet
 * @param overheadMs what of it is our own doing: queue and first packet
 */
public record Waterfall(
        int turn,
        Long endpointWaitMs,
        Long headStartMs,
        Long sttMs,
        Long queueMs,
        Long firstTokenMs,
        Long firstClauseMs,
        Long ttsFirstByteMs,
        Long firstPacketMs,
        Long responseMs,
        Long overheadMs) {

    public static Waterfall of(Turn turn) {
        TurnTimings timings = turn.timings();
        Long queue = ms(timings.msBetween(Stage.TRANSCRIBED, Stage.ASKED));
        Long firstPacket = firstPacket(timings);
        return new Waterfall(
                turn.id(),
                ms(timings.msBetween(Stage.SPEECH_ENDED, Stage.COMMITTED)),
                ms(timings.msBetween(Stage.PRESUMED, Stage.COMMITTED)),
                ms(timings.msBetween(Stage.PRESUMED, Stage.TRANSCRIBED)),
                queue,
                ms(timings.msBetween(Stage.ASKED, Stage.FIRST_TOKEN)),
                ms(timings.msBetween(Stage.FIRST_TOKEN, Stage.FIRST_CLAUSE)),
                ms(timings.msBetween(Stage.FIRST_CLAUSE, Stage.FIRST_AUDIO)),
                firstPacket,
                ms(timings.msBetween(Stage.SPEECH_ENDED, Stage.FIRST_PACKET)),
                queue == null || firstPacket == null ? null : queue + firstPacket);
    }

    private static Long firstPacket(TurnTimings timings) {
        OptionalLong ready = timings.later(Stage.FIRST_AUDIO, Stage.COMMITTED);
        OptionalLong left = timings.at(Stage.FIRST_PACKET);
        return ready.isEmpty() || left.isEmpty()
                ? null
                : Math.max(0, Math.round((left.getAsLong() - ready.getAsLong()) / 1e6));
    }

    private static Long ms(OptionalLong between) {
        return between.isEmpty() ? null : Math.max(0, between.getAsLong());
    }
}
