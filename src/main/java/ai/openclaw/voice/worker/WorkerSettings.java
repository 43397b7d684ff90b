package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.Speakable;
import java.time.Duration;

/**
 * What a worker needs to know of how calls are to be held.
 *
 * @param greeting said when the call is up; null for none
 * @param endpointSilence silence, counted from the end of speech, after which the caller has finished
 * @param maxUtterance the longest utterance that is waited for
 * @param maxCall the longest call
 */
public record WorkerSettings(Speakable greeting, Duration endpointSilence, Duration maxUtterance, Duration maxCall) {}
