package ai.openclaw.voice.component.rtp.room;

import ai.openclaw.voice.audio.SpeechDetector;

/**
 * How a room behaves. All times in ms.
 *
 * @param jitterMinMs the shortest wait for a packet that is missing
 * @param jitterInitialMs that wait until jitter was measured
 * @param jitterMaxMs the longest wait for it
 * @param speech when speech begins and ends
 * @param noMediaTimeoutMs how long to wait for the first packet
 * @param mediaLostTimeoutMs how long to wait for further packets
 * @param natAfterMs after how long a source is believed that the SDP does not name, if that one has not sent
 * @param rtcpIntervalMs how often an RTCP report is sent
 * @param waitingMusic heard in the place of the waiting tone, samples at 8000 Hz; null for the tone
 */
public record RoomSettings(
        int jitterMinMs,
        int jitterInitialMs,
        int jitterMaxMs,
        SpeechDetector.Settings speech,
        int noMediaTimeoutMs,
        int mediaLostTimeoutMs,
        int natAfterMs,
        int rtcpIntervalMs,
        short[] waitingMusic) {}
