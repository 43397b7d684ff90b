package ai.openclaw.voice.component.tts;

import ai.openclaw.voice.call.Pcm;
import java.util.ArrayList;
import java.util.List;

/** Measures of speech, for tests. */
final class Sound {
    private Sound() {}

    static Pcm all(SpeechStream stream) throws TtsException {
        List<Pcm> pieces = new ArrayList<>();
        try (stream) {
            for (Pcm piece = stream.next(); piece != null; piece = stream.next()) {
                pieces.add(piece);
            }
        }
        int length = pieces.stream().mapToInt(p -> p.samples().length).sum();
        short[] samples = new short[length];
        int at = 0;
        for (Pcm piece : pieces) {
            System.arraycopy(piece.samples(), 0, samples, at, piece.samples().length);
            at += piece.samples().length;
        }
        return new Pcm(samples, pieces.isEmpty() ? 8000 : pieces.get(0).sampleRateHz());
    }

    /** RMS over the 20 ms frames that are not 25 dB below the loudest one, in dBFS. */
    static double activeDbfs(Pcm sound) {
        double[] energy = frames(sound, 20);
        double loudest = max(energy);
        double sum = 0;
        int count = 0;
        for (double e : energy) {
            if (e > loudest * 3e-3) {
                sum += e;
                count++;
            }
        }
        return 10 * Math.log10(sum / count);
    }

    static int leadingSilenceMs(Pcm sound) {
        double[] energy = frames(sound, 5);
        double loudest = max(energy);
        int i = 0;
        while (energy[i] < loudest * 1e-3) {
            i++;
        }
        return i * 5;
    }

    static int trailingSilenceMs(Pcm sound) {
        double[] energy = frames(sound, 5);
        double loudest = max(energy);
        int i = energy.length - 1;
        while (energy[i] < loudest * 1e-3) {
            i--;
        }
        return (energy.length - 1 - i) * 5;
    }

    private static double[] frames(Pcm sound, int ms) {
        int frame = sound.sampleRateHz() * ms / 1000;
        double[] energy = new double[sound.samples().length / frame];
        for (int f = 0; f < energy.length; f++) {
            for (int i = f * frame; i < (f + 1) * frame; i++) {
                double x = sound.samples()[i] / 32768.0;
                energy[f] += x * x / frame;
            }
        }
        return energy;
    }

    private static double max(double[] values) {
        double max = 1e-12;
        for (double v : values) {
            max = Math.max(max, v);
        }
        return max;
    }
}
