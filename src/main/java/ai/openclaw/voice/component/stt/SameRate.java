package ai.openclaw.voice.component.stt;

import ai.openclaw.voice.audio.Resampler;
import ai.openclaw.voice.call.Pcm;
import java.util.Arrays;

/**
 * Brings all of an utterance to the rate of its first piece: a codec may change while somebody speaks, and recognisers do
 * not expect that. For one utterance, one thread.
 */
final class SameRate {
    private int rateHz;
    private int fromHz;
    private Resampler resampler;

    /** The piece's samples, as they are where the rate is the same, which is nearly always. */
    short[] samples(Pcm piece) {
        if (rateHz == 0) {
            rateHz = piece.sampleRateHz();
        }
        if (piece.sampleRateHz() == rateHz) {
            resampler = null;
            return piece.samples();
        }
        if (resampler == null || piece.sampleRateHz() != fromHz) {
            fromHz = piece.sampleRateHz();
            resampler = new Resampler(fromHz, rateHz);
        }
        short[] in = piece.samples();
        short[] out = new short[resampler.maxOutput(in.length)];
        return Arrays.copyOf(out, resampler.resample(in, 0, in.length, out, 0));
    }

    /** The rate of what {@link #samples} gave, Hz. */
    int rateHz() {
        return rateHz;
    }
}
