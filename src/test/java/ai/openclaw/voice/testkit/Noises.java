package ai.openclaw.voice.testkit;

import java.util.Random;

/**
 * What telephones bring that is no speech, made on the spot (there are no free recordings in the registries that we
 * use): 8000 Hz, never twice the same, the same for the same random numbers.
 */
public final class Noises {
    /** A kind of noise. */
    public enum Kind {
        /** A burst, then breath through a throat, then perhaps a little voice; once or twice. */
        COUGH,
        /** Air across the microphone. */
        BREATH,
        /** Keys of a keyboard. */
        TYPING,
        /** A door, or the handset on a table. */
        THUMP,
        /** Coloured noise that swells and fades, as traffic does. */
        TRAFFIC,
        /** A few chords. */
        MUSIC
    }

    private Noises() {}

    /** One noise of this kind, at a level between -35 and -15 dB below full scale. */
    public static short[] make(Kind kind, Random random) {
        double[] sound =
                switch (kind) {
                    case COUGH -> cough(random);
                    case BREATH -> breath(random);
                    case TYPING -> typing(random);
                    case THUMP -> thump(random);
                    case TRAFFIC -> traffic(random);
                    case MUSIC -> music(random);
                };
        return level(sound, 32_768 * Math.pow(10, -(15 + 20 * random.nextDouble()) / 20));
    }

    private static double[] cough(Random random) {
        int times = 1 + random.nextInt(2);
        int one = 2000 + random.nextInt(1200);
        double[] sound = new double[times * one + 400];
        for (int n = 0; n < times; n++) {
            double[] burst = new double[one];
            double voice = random.nextDouble() < 0.5 ? 0.3 + 0.5 * random.nextDouble() : 0;
            double pitch = 100 + 120 * random.nextDouble();
            double decay = 300 + 500 * random.nextDouble();
            for (int i = 0; i < one; i++) {
                double explosion = i < 240 ? Math.min(1, i / 24.0) * Math.exp(-i / 120.0) * 2 : 0;
                double throat = Math.min(1, i / 160.0) * Math.exp(-i / decay / 2);
                double voiced = i > one / 2 ? voice * sawtooth(pitch * (1 - 0.2 * i / one) * i / 8000) : 0;
                burst[i] = (explosion + throat) * random.nextGaussian() + voiced * Math.exp(-(i - one / 2.0) / 600);
            }
            double first = 500 + 300 * random.nextDouble();
            add(
                    sound,
                    n * one,
                    mix(resonate(burst, first, 150), resonate(burst, 1500 + 500 * random.nextDouble(), 300)));
        }
        return sound;
    }

    private static double[] breath(Random random) {
        double[] sound = white(4000 + random.nextInt(6000), random);
        for (int i = 0; i < sound.length; i++) {
            sound[i] *= Math.pow(Math.sin(Math.PI * i / sound.length), 2);
        }
        return resonate(sound, 700 + 800 * random.nextDouble(), 1200);
    }

    private static double[] typing(Random random) {
        double[] sound = new double[8000];
        for (int at = 100; at < 7500; at += 600 + random.nextInt(1200)) {
            double hardness = 0.3 + random.nextDouble();
            for (int i = 0; i < 240; i++) {
                sound[at + i] += hardness * random.nextGaussian() * Math.exp(-i / 30.0);
            }
        }
        return resonate(sound, 2200, 900);
    }

    private static double[] thump(Random random) {
        double[] sound = new double[3200];
        double hz = 60 + 120 * random.nextDouble();
        for (int i = 0; i < sound.length; i++) {
            sound[i] = Math.exp(-i / 400.0) * (Math.sin(2 * Math.PI * hz * i / 8000) + 0.4 * random.nextGaussian());
        }
        return sound;
    }

    private static double[] traffic(Random random) {
        double[] sound = white(12_000 + random.nextInt(8000), random);
        double low = 0;
        for (int i = 0; i < sound.length; i++) {
            low += 0.15 * (sound[i] - low);
            sound[i] = low * (0.2 + Math.pow(Math.sin(Math.PI * i / sound.length), 2));
        }
        return sound;
    }

    private static double[] music(Random random) {
        double[] sound = new double[16_000];
        for (int beat = 0; beat < 4; beat++) {
            double root = 220 * Math.pow(2, random.nextInt(12) / 12.0);
            for (double ratio : new double[] {1, 1.26, 1.5, 2}) {
                for (int i = 0; i < 4000; i++) {
                    double envelope = Math.min(1, i / 80.0) * Math.exp(-i / 2500.0);
                    double phase = 2 * Math.PI * root * ratio * i / 8000;
                    sound[beat * 4000 + i] += envelope * (Math.sin(phase) + 0.4 * Math.sin(2 * phase));
                }
            }
        }
        return sound;
    }

    private static double[] white(int length, Random random) {
        double[] sound = new double[length];
        for (int i = 0; i < length; i++) {
            sound[i] = random.nextGaussian();
        }
        return sound;
    }

    private static double sawtooth(double cycles) {
        return 2 * (cycles - Math.floor(cycles)) - 1;
    }

    /** A resonance of two poles, as a formant is. */
    private static double[] resonate(double[] sound, double hz, double widthHz) {
        double radius = Math.exp(-Math.PI * widthHz / 8000);
        double cosine = 2 * radius * Math.cos(2 * Math.PI * hz / 8000);
        double[] out = new double[sound.length];
        for (int i = 0; i < sound.length; i++) {
            out[i] = (1 - radius) * sound[i]
                    + (i > 0 ? cosine * out[i - 1] : 0)
                    - (i > 1 ? radius * radius * out[i - 2] : 0);
        }
        return out;
    }

    private static double[] mix(double[] one, double[] other) {
        double[] sum = one.clone();
        add(sum, 0, other);
        return sum;
    }

    private static void add(double[] to, int at, double[] sound) {
        for (int i = 0; i < sound.length && at + i < to.length; i++) {
            to[at + i] += sound[i];
        }
    }

    /** Brings the loudest tenth of a second to this effective value. */
    private static short[] level(double[] sound, double effective) {
        double loudest = 1e-9;
        for (int at = 0; at + 800 <= sound.length; at += 400) {
            double sum = 0;
            for (int i = at; i < at + 800; i++) {
                sum += sound[i] * sound[i];
            }
            loudest = Math.max(loudest, Math.sqrt(sum / 800));
        }
        short[] samples = new short[sound.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.max(-32_768, Math.min(32_767, sound[i] * effective / loudest));
        }
        return samples;
    }
}
