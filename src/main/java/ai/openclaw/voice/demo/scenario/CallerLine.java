package ai.openclaw.voice.demo.scenario;

import ai.openclaw.voice.demo.caller.Codec;

/**
 * What the caller's line is like.
 *
 * @param lossPercent how many of a hundred packets are lost
 * @param jitterMs each packet is late by a random time up to this, ms
 * @param gainDb louder or softer than usual, dB
 * @param overdriveDb how far the sound is driven beyond full scale, so that it clips, dB; 0 for not at all
 * @param echoDb how loud our own voice comes back, dB below what was sent; null for no echo
 * @param echoMs how late it comes back, ms
 * @param codec the only one that is offered; null for both
 * @param tcp SIP over TCP instead of UDP
 */
public record CallerLine(
        double lossPercent,
        int jitterMs,
        double gainDb,
        double overdriveDb,
        Double echoDb,
        int echoMs,
        Codec codec,
        boolean tcp) {
    public static final CallerLine PERFECT = new CallerLine(0, 0, 0, 0, null, 120, null, false);
}
