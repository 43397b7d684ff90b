package ai.openclaw.voice.testkit;

/** Sounds made on the spot, for tests that need no speech. */
public final class Tones {
    private Tones() {}

    /** A sine of this frequency in Hz, at half of full scale unless told. */
    public static short[] sine(double hz, int ms, int rateHz) {
        return sine(hz, ms, rateHz, 16_000);
    }

    /** A sine with this amplitude, 0 to 32767. */
    public static short[] sine(double hz, int ms, int rateHz, int amplitude) {
        short[] samples = new short[(int) ((long) ms * rateHz / 1000)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hz * i / rateHz));
        }
        return samples;
    }

    /** The share of a frequency in a signal: the amplitude of its best-fitting sine. */
    public static double amplitude(short[] samples, int from, int to, double hz, int rateHz) {
        double re = 0;
        double im = 0;
        for (int i = from; i < to; i++) {
            re += samples[i] * Math.cos(2 * Math.PI * hz * i / rateHz);
            im += samples[i] * Math.sin(2 * Math.PI * hz * i / rateHz);
        }
        return 2 * Math.sqrt(re * re + im * im) / (to - from);
    }

    /** How much of the power is this frequency and how much is not, dB. */
    public static double signalToRestDb(short[] samples, int from, int to, double hz, int rateHz) {
        double power = 0;
        for (int i = from; i < to; i++) {
            power += (double) samples[i] * samples[i];
        }
        power /= to - from;
        double signal = Math.pow(amplitude(samples, from, to, hz, rateHz), 2) / 2;
        return 10 * Math.log10(signal / Math.max(1e-9, power - signal));
    }
}
