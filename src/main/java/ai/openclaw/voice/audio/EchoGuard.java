package ai.openclaw.voice.audio;

/**
 * Knows our own voice when it comes back, as telephones on loudspeaker and bad hybrids return it: later, and softer. What
 * is heard is compared with all that was said within the last 0.6 s. It is an echo when it is the same wave, or, once it
 * is known how late and how loud the echo comes, when it is no louder than that. Whoever speaks at the same time is louder
 * than our echo or says something else, and is no echo. For one stream, one thread; allocates nothing after construction.
 */
public final class EchoGuard implements SpeechDetector.OwnVoice {
    // Half the rate: what tells one word from another lies below 2 kHz.
    private static final int RATE_PER_MS = 4;
    // What is compared: two frames of the detector.
    private static final int WINDOW = 64 * RATE_PER_MS;
    // ITU-T G.131 plans for 400 ms both ways at most; buffers on either side come on top.
    private static final int LONGEST_WAY = 600 * RATE_PER_MS;
    private static final int SAID = 8192;
    private static final int HEARD = 1024;
    // An echo has lost 6 dB at least on its way; more than this, with something to spare, is somebody.
    private static final double MOST_GAIN = 0.65;
    // The share of the power that is explained by what was said.
    private static final double SURE = 0.7;
    private static final double SURE_WHEN_EXPECTED = 0.4;
    // On the known way nothing but the echo comes back if all is no louder than twice its power.
    private static final double NO_MORE_THAN_ECHO = 2;
    // A known way may shift by this when the caller's clock does.
    private static final int SHIFT = 3;
    // A path that has not been heard of for so long may have changed, for example by taking the handset up.
    private static final int FORGET = 10_000 * RATE_PER_MS;
    // Below -60 dB of full scale, nothing was said.
    private static final float QUIET = 32;

    private final float[] said = new float[SAID];
    private final float[] heard = new float[HEARD];
    private final float[] window = new float[WINDOW];
    private final float[] past = new float[LONGEST_WAY + 2 * WINDOW];
    private int saidCount;
    private int heardCount;
    private int lastLoud = -SAID;
    private boolean wayKnown;
    private int way;
    private double gain;
    private int wayHeardOf;

    // What the last comparison found.
    private double explained;
    private double foundGain;
    private int foundAt;

    /** Takes what was sent to the caller, at 8000 Hz. */
    public void said(short[] frame) {
        for (int i = 0; i + 1 < frame.length; i += 2) {
            float sample = (frame[i] + frame[i + 1]) * 0.5f;
            said[saidCount & SAID - 1] = sample;
            if (Math.abs(sample) > QUIET) {
                lastLoud = saidCount;
            }
            saidCount++;
        }
    }

    /** Takes what came from the caller, at 8000 Hz; an even number of samples. */
    public void heard(short[] samples, int length) {
        for (int i = 0; i + 1 < length; i += 2) {
            heard[heardCount++ & HEARD - 1] = (samples[i] + samples[i + 1]) * 0.5f;
        }
    }

    /** Whether what was heard last is an echo. */
    @Override
    public boolean isEcho(short[] frame) {
        if (saidCount - lastLoud > LONGEST_WAY + WINDOW) {
            return false;
        }
        double power = 0;
        for (int i = 0; i < WINDOW; i++) {
            window[i] = heard[heardCount - WINDOW + i & HEARD - 1];
            power += window[i] * window[i];
        }
        if (power == 0) {
            return false;
        }
        for (int i = 0; i < past.length; i++) {
            past[i] = said[saidCount - past.length + i & SAID - 1];
        }
        if (wayKnown && heardCount - wayHeardOf > FORGET) {
            wayKnown = false;
        }
        // The place in the past where the window would lie if it came on the known way.
        int expected = past.length - (saidCount - (heardCount - way)) - WINDOW;
        if (wayKnown && compare(expected - SHIFT, expected + SHIFT, power) && explained >= SURE_WHEN_EXPECTED) {
            remember();
            return true;
        }
        if (compare(0, past.length - WINDOW, power) && explained >= SURE) {
            remember();
            return true;
        }
        return wayKnown && power <= NO_MORE_THAN_ECHO * gain * gain * loudest(expected);
    }

    /** Finds where in the past the window fits best; whether it fits as softly as an echo would. */
    private boolean compare(int from, int to, double power) {
        explained = 0;
        int first = Math.max(0, from);
        int last = Math.min(past.length - WINDOW, to);
        if (first > last) {
            return false;
        }
        double energy = 1;
        for (int i = 0; i < WINDOW; i++) {
            energy += past[first + i] * past[first + i];
        }
        for (int at = first; at <= last; at++) {
            double product = product(at);
            // An echo may come upside down.
            double share = product * product / (energy * power);
            if (share > explained) {
                explained = share;
                foundAt = at;
                foundGain = Math.abs(product) / energy;
            }
            if (at < last) {
                energy += past[at + WINDOW] * past[at + WINDOW] - past[at] * past[at];
            }
        }
        return foundGain <= MOST_GAIN;
    }

    /** Four sums at once, which the processor can add side by side. */
    private double product(int at) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int i = 0; i < WINDOW; i += 4) {
            a += window[i] * past[at + i];
            b += window[i + 1] * past[at + i + 1];
            c += window[i + 2] * past[at + i + 2];
            d += window[i + 3] * past[at + i + 3];
        }
        return a + b + c + d;
    }

    private void remember() {
        int newWay = heardCount - (saidCount - past.length + foundAt + WINDOW);
        boolean same = wayKnown && Math.abs(newWay - way) <= SHIFT;
        gain = same ? Math.max(foundGain, 0.9 * gain + 0.1 * foundGain) : foundGain;
        way = newWay;
        wayKnown = true;
        wayHeardOf = heardCount;
    }

    /** The greatest power of what was said around there: a room's echo is smeared over some time. */
    private double loudest(int place) {
        double most = 0;
        for (int shift = -2; shift <= 0; shift++) {
            int at = place + shift * WINDOW / 4;
            if (at >= 0 && at + WINDOW <= past.length) {
                double energy = 0;
                for (int i = 0; i < WINDOW; i++) {
                    energy += past[at + i] * past[at + i];
                }
                most = Math.max(most, energy);
            }
        }
        return most;
    }
}
