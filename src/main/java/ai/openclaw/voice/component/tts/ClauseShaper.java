package ai.openclaw.voice.component.tts;

import ai.openclaw.voice.call.Pcm;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes what an engine spoke fit to be played clause after clause: silence around it cut away, as loud as every other
 * engine, no click at its ends, and after it the pause that its punctuation asks for.
 */
final class ClauseShaper {
    /** About -20 dBFS, active speech: well heard on a telephone and 17 dB below clipping, as voice over IP is levelled. */
    private static final double TARGET_RMS = 0.1;
    /** No engine is so quiet that it needs more (20 dB); it would be its noise that is lifted. */
    private static final double MAX_GAIN = 10;
    /** Above this the limiter bends the curve; below it samples stay as they are. */
    private static final double KNEE = 0.7;

    private static final double CEILING = 0.97;
    /** Energy is judged in frames of 5 ms: shorter than a plosive, longer than a low voice's half period. */
    private static final int FRAME_MS = 5;
    /** A frame 40 dB below the loudest is silence; a soft final consonant lies above that. */
    private static final double SILENCE = 1e-4;
    /** A frame 25 dB below the loudest does not count as active speech when the level is measured. */
    private static final double ACTIVE = 3e-3;
    /** Kept around the speech, so that soft beginnings and ends survive, in ms. */
    private static final int LEAD_MS = 10;

    private static final int TAIL_MS = 40;
    /** Long enough to hear no click, short enough to hear no fade, in ms. */
    private static final int FADE_MS = 4;

    private static final int SENTENCE_PAUSE_MS = 280;
    private static final int CLAUSE_PAUSE_MS = 110;
    /** One piece of sound, in ms: small enough that a cancelled clause wastes little. */
    private static final int PIECE_MS = 400;

    private ClauseShaper() {}

    /**
     * @param samples one clause as the engine made it, full scale = 1.0; left as they are
     * @param rateHz samples a second, in Hz
     * @param text what was spoken; its last character decides about the pause
     * @return 16-bit samples ready to be played, empty when there was nothing but silence
     */
    static short[] shape(float[] samples, int rateHz, CharSequence text) {
        double[] energy = frameEnergy(samples, rateHz);
        double loudest = 0;
        for (double e : energy) {
            loudest = Math.max(loudest, e);
        }
        if (loudest < 1e-9) {
            return new short[0];
        }
        int frame = rateHz * FRAME_MS / 1000;
        int first = 0;
        while (energy[first] < loudest * SILENCE) {
            first++;
        }
        int last = energy.length - 1;
        while (energy[last] < loudest * SILENCE) {
            last--;
        }
        int start = Math.max(0, first * frame - rateHz * LEAD_MS / 1000);
        int end = Math.min(samples.length, (last + 1) * frame + rateHz * TAIL_MS / 1000);
        short[] out = new short[end - start + rateHz * pauseMs(text) / 1000];
        double gain = Math.min(MAX_GAIN, TARGET_RMS / Math.sqrt(activeEnergy(energy, loudest)));
        int fade = Math.max(1, rateHz * FADE_MS / 1000);
        for (int i = start; i < end; i++) {
            double edge = Math.min(1.0, Math.min(i - start, end - 1 - i) / (double) fade);
            out[i - start] = (short) Math.round(limited(samples[i] * gain) * edge * 32767);
        }
        return out;
    }

    /** Cuts sound into pieces for a stream. */
    static List<Pcm> pieces(short[] samples, int rateHz) {
        int piece = rateHz * PIECE_MS / 1000;
        List<Pcm> pieces = new ArrayList<>();
        for (int from = 0; from < samples.length; from += piece) {
            int to = Math.min(samples.length, from + piece);
            pieces.add(new Pcm(java.util.Arrays.copyOfRange(samples, from, to), rateHz));
        }
        return pieces;
    }

    private static double[] frameEnergy(float[] samples, int rateHz) {
        int frame = rateHz * FRAME_MS / 1000;
        double[] energy = new double[samples.length / frame];
        for (int f = 0; f < energy.length; f++) {
            double sum = 0;
            for (int i = f * frame; i < (f + 1) * frame; i++) {
                sum += samples[i] * samples[i];
            }
            energy[f] = sum / frame;
        }
        return energy;
    }

    private static double activeEnergy(double[] energy, double loudest) {
        double sum = 0;
        int active = 0;
        for (double e : energy) {
            if (e >= loudest * ACTIVE) {
                sum += e;
                active++;
            }
        }
        return sum / active;
    }

    /** Bends what is above the knee so that it never reaches the ceiling. */
    static double limited(double x) {
        double a = Math.abs(x);
        if (a <= KNEE) {
            return x;
        }
        double room = CEILING - KNEE;
        return Math.signum(x) * (KNEE + room * Math.tanh((a - KNEE) / room));
    }

    /** How long one is silent after {@code text}, in ms. */
    static int pauseMs(CharSequence text) {
        int last = text.length() - 1;
        while (last >= 0 && "\"')]”’» ".indexOf(text.charAt(last)) >= 0) {
            last--;
        }
        if (last < 0) {
            return 0;
        }
        return switch (text.charAt(last)) {
            case '.', '!', '?', '…' -> SENTENCE_PAUSE_MS;
            case ',', ';', ':', '–', '—' -> CLAUSE_PAUSE_MS;
            default -> 0;
        };
    }
}
