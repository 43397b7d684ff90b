package ai.openclaw.voice.component.rtp.room;

import ai.openclaw.voice.audio.Resampler;
import ai.openclaw.voice.call.Pcm;
import java.util.Arrays;

/** Brings a turn's sound to the codec's rate, on the worker's thread and not on the media's. For one thread at a time. */
final class PlayoutFeed {
    private Resampler resampler;
    private int toHz;
    private int turnId;
    private int clause;
    private int rateHz;
    private int resampledToHz;

    /** @param toHz the codec's rate, Hz */
    PlayoutFeed(int toHz) {
        this.toHz = toHz;
    }

    /** The codec is another. */
    synchronized void rate(int newHz) {
        toHz = newHz;
    }

    /** @throws IllegalArgumentException for a sample rate that no sound has */
    synchronized Pcm convert(int turn, int ofClause, Pcm audio) {
        if (resampler == null || turn != turnId || audio.sampleRateHz() != rateHz || resampledToHz != toHz) {
            resampler = new Resampler(audio.sampleRateHz(), toHz);
            turnId = turn;
            rateHz = audio.sampleRateHz();
            resampledToHz = toHz;
        }
        clause = ofClause;
        short[] in = audio.samples();
        short[] out = new short[resampler.maxOutput(in.length)];
        return new Pcm(cut(out, resampler.resample(in, 0, in.length, out, 0)), resampledToHz);
    }

    /** The last few ms of a turn's sound. */
    synchronized Pcm tail(int turn) {
        if (resampler == null || turn != turnId) {
            return new Pcm(new short[0], toHz);
        }
        short[] out = new short[resampler.maxFlush()];
        return new Pcm(cut(out, resampler.flush(out, 0)), resampledToHz);
    }

    /** The clause that sound was last converted of. */
    synchronized int clause() {
        return clause;
    }

    /** A piece by itself at another rate. */
    static short[] resampled(short[] samples, int fromHz, int toHz) {
        if (fromHz == toHz) {
            return samples;
        }
        Resampler resampler = new Resampler(fromHz, toHz);
        short[] out = new short[resampler.maxOutput(samples.length) + resampler.maxFlush()];
        int length = resampler.resample(samples, 0, samples.length, out, 0);
        length += resampler.flush(out, length);
        return cut(out, Math.min(length, (int) ((long) samples.length * toHz / fromHz)));
    }

    private static short[] cut(short[] samples, int length) {
        return samples.length == length ? samples : Arrays.copyOf(samples, length);
    }
}
