package ai.openclaw.voice.audio;

/**
 * Changes the rate of a stream that comes in equal pieces, and gives equal pieces: for each of {@code n} samples exactly
 * {@code n * to / from}. In exchange the sound lags by 3 ms. For one stream, one thread; allocates nothing per piece.
 */
public final class SteadyResampler {
    private final Resampler resampler;

    /**
     * @param fromHz rate of what comes in, Hz
     * @param toHz rate of what goes out, Hz; one of the two is a multiple of the other
     */
    public SteadyResampler(int fromHz, int toHz) {
        resampler = new Resampler(fromHz, toHz);
        // With so much silence in front, no later piece has to wait for the one after it.
        short[] silence = new short[resampler.lag()];
        resampler.resample(silence, 0, silence.length, new short[resampler.maxOutput(silence.length)], 0);
    }

    /** Fills all of {@code to} from all of {@code from}. */
    public void resample(short[] from, short[] to) {
        resampler.resample(from, 0, from.length, to, 0);
    }
}
