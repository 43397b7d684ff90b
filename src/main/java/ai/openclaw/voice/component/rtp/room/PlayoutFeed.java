package ai.openclaw.voice.component.rtp.room;

import ai.openclaw.voice.audio.G711;
import ai.openclaw.voice.audio.Resampler;
import ai.openclaw.voice.call.Pcm;
import java.util.Arrays;

/** Brings a turn's sound to 8000 Hz, on the worker's thread and not on the media's. For one thread at a time. */
final class PlayoutFeed {
    private Resampler resampler;
    private int turnId;
    private int clause;
    private int rateHz;

    /** @throws IllegalArgumentException for a sample rate that no sound has */
    synchronized short[] convert(int turn, int ofClause, Pcm audio) {
        if (resampler == null || turn != turnId || audio.sampleRateHz() != rateHz) {
            resampler = new Resampler(audio.sampleRateHz(), G711.SAMPLE_RATE_HZ);
            turnId = turn;
            rateHz = audio.sampleRateHz();
        }
        clause = ofClause;
        short[] in = audio.samples();
        short[] out = new short[resampler.maxOutput(in.length)];
        return cut(out, resampler.resample(in, 0, in.length, out, 0));
    }

    /** The last few ms of a turn's sound. */
    synchronized short[] tail(int turn) {
        if (resampler == null || turn != turnId) {
            return new short[0];
        }
        short[] out = new short[resampler.maxFlush()];
        return cut(out, resampler.flush(out, 0));
    }

    /** The clause that sound was last converted of. */
    synchronized int clause() {
        return clause;
    }

    private static short[] cut(short[] samples, int length) {
        return samples.length == length ? samples : Arrays.copyOf(samples, length);
    }
}
