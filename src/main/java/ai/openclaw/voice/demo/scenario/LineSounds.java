package ai.openclaw.voice.demo.scenario;

import java.util.Random;

/**
 * Sounds of a telephone that are no words, made by rule, so that they are the same each time. 8000 Hz, 16 bits. They have the
 * shape in time and in frequency of what they stand for; nobody would take them for a recording.
 */
public final class LineSounds {
    private static final int RATE = 8000;
    /** The same noise each time: a test must not fail by chance. */
    private static final long SEED = 42;

    private LineSounds() {}

    /** An explosion of breath, its turbulent rest, and a voiced end; about -20 dBFS at its loudest. @param ms how long */
    public static short[] cough(int ms) {
        double[] sound = new double[samples(ms)];
        Random random = new Random(SEED);
        Band throat = new Band(900, 700);
        Band mouth = new Band(2200, 900);
        double length = sound.length;
        for (int i = 0; i < sound.length; i++) {
            double at = i / length;
            double burst = Math.exp(-at * 9) * Math.min(1, i / 24.0);
            double rest = at < 0.75 ? 0.25 * Math.sin(Math.PI * at / 0.75) : 0;
            double breath = random.nextGaussian() * (burst + rest);
            double end = at > 0.6 ? 0.15 * Math.sin(Math.PI * (at - 0.6) / 0.4) * buzz(i, 170) : 0;
            sound[i] = throat.next(breath + end) + 0.6 * mouth.next(breath);
        }
        return scaled(sound, 9000);
    }

    /** Noise with more low than high tones, as of a street through a window; about -35 dBFS. */
    public static short[] noise(int ms) {
        double[] sound = new double[samples(ms)];
        Random random = new Random(SEED);
        double low = 0;
        for (int i = 0; i < sound.length; i++) {
            double white = random.nextGaussian();
            low += 0.08 * (white - low);
            sound[i] = (low * 3 + 0.15 * white) * (0.8 + 0.2 * Math.sin(2 * Math.PI * 0.4 * i / RATE));
        }
        return faded(scaled(sound, 1900));
    }

    /** A melody over chords, plucked four times a second; about -25 dBFS. */
    public static short[] music(int ms) {
        double[] sound = new double[samples(ms)];
        double[][] chords = {{262, 330, 392}, {220, 262, 330}, {175, 220, 262}, {196, 247, 294}};
        double[] melody = {523, 659, 587, 784, 698, 587, 659, 494};
        int beat = RATE / 4;
        for (int i = 0; i < sound.length; i++) {
            int n = i / beat;
            double pluck = Math.exp(-3.0 * (i % beat) / beat);
            double tone = 0.8 * pluck * string(melody[n % melody.length], i);
            for (double note : chords[n / 8 % chords.length]) {
                tone += 0.4 * string(note, i);
            }
            sound[i] = tone;
        }
        return faded(scaled(sound, 4500));
    }

    private static double string(double hertz, int i) {
        double phase = 2 * Math.PI * hertz * i / RATE;
        return Math.sin(phase) + 0.4 * Math.sin(2 * phase) + 0.2 * Math.sin(3 * phase);
    }

    /** The mains' hum and its overtones; about -35 dBFS. */
    public static short[] hum(int ms) {
        double[] sound = new double[samples(ms)];
        for (int i = 0; i < sound.length; i++) {
            double phase = 2 * Math.PI * 50 * i / RATE;
            sound[i] = Math.sin(2 * phase)
                    + 0.6 * Math.sin(4 * phase)
                    + 0.5 * Math.sin(6 * phase)
                    + 0.2 * Math.sin(12 * phase);
        }
        return faded(scaled(sound, 1300));
    }

    /** "Mhm" with closed lips: two nasal syllables, the second one higher; about -24 dBFS. */
    public static short[] mhm(int ms) {
        double[] sound = new double[samples(ms)];
        Band nose = new Band(280, 120);
        Band upper = new Band(1100, 300);
        double length = sound.length;
        double phase = 0;
        for (int i = 0; i < sound.length; i++) {
            double at = i / length;
            phase += (at < 0.45 ? 150 - 30 * at : 150 + 60 * (at - 0.45)) / RATE;
            double pulse = 2 * (phase - Math.floor(phase)) - 1;
            double syllables =
                    at < 0.45 ? Math.sin(Math.PI * at / 0.45) : at > 0.5 ? Math.sin(Math.PI * (at - 0.5) / 0.5) : 0.05;
            double voice = pulse * Math.max(0.05, syllables);
            sound[i] = nose.next(voice) + 0.15 * upper.next(voice);
        }
        return scaled(sound, 5500);
    }

    private static double buzz(int i, double hertz) {
        double phase = hertz * i / RATE;
        return 2 * (phase - Math.floor(phase)) - 1;
    }

    private static int samples(int ms) {
        return ms * RATE / 1000;
    }

    private static short[] scaled(double[] sound, double peak) {
        double loudest = 1e-9;
        for (double sample : sound) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        short[] samples = new short[sound.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(sound[i] * peak / loudest);
        }
        return samples;
    }

    /** Without a click at either end. */
    private static short[] faded(short[] samples) {
        int ramp = Math.min(samples.length / 2, samples(30));
        for (int i = 0; i < ramp; i++) {
            samples[i] = (short) (samples[i] * i / ramp);
            samples[samples.length - 1 - i] = (short) (samples[samples.length - 1 - i] * i / ramp);
        }
        return samples;
    }

    /** A resonance: what is left of a sound after a part of the throat or the mouth. */
    private static final class Band {
        private final double a1;
        private final double a2;
        private double y1;
        private double y2;

        Band(double centreHz, double widthHz) {
            double r = Math.exp(-Math.PI * widthHz / RATE);
            a1 = 2 * r * Math.cos(2 * Math.PI * centreHz / RATE);
            a2 = -r * r;
        }

        double next(double x) {
            double y = x + a1 * y1 + a2 * y2;
            y2 = y1;
            y1 = y;
            return y;
        }
    }
}
