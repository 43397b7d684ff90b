package ai.openclaw.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.testkit.HumanSpeech;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A human voice both ways, as worst case the same woman's, with Silero as the listener. */
class EchoGuardTest {
    private static final int[] DELAYS_MS = {20, 60, 120, 200, 300, 400};
    private static final int THEY_BEGIN_MS = 1000;

    private static SileroModel model;
    private static List<short[]> ours;
    private static List<short[]> theirs;

    @BeforeAll
    static void load() {
        model = new SileroModel(HumanSpeech.model("silero-vad-v6", "silero_vad.onnx"));
        HumanSpeech speech = HumanSpeech.required();
        ours = new ArrayList<>();
        theirs = new ArrayList<>();
        for (String name : speech.names()) {
            short[] samples = speech.clip(name).sound().samples();
            if (samples.length > 24_000 && ours.size() < 24) {
                ours.add(samples);
            } else if (samples.length > 8000 && samples.length < 16_000 && theirs.size() < 24) {
                theirs.add(samples);
            }
        }
    }

    @AfterAll
    static void unload() {
        model.close();
    }

    /** How often the detector heard a beginning. */
    private static final class Beginnings implements SpeechDetector.Listener {
        private int count;

        @Override
        public void speechStarted() {
            count++;
        }

        @Override
        public void speech(short[] samples, int sampleRateHz) {}

        @Override
        public void speechEnded(int silenceMs) {}

        @Override
        public void speechResumed() {}

        @Override
        public void utteranceFull() {}
    }

    /** Whether somebody is heard while we say this, if it comes back like that and they say that. */
    private static boolean somebodyIsHeard(short[] said, double[] echo, short[] spoken, Random random) {
        EchoGuard guard = new EchoGuard();
        Beginnings beginnings = new Beginnings();
        try (SpeechDetector detector =
                new SpeechDetector(new SileroVad(model), SpeechDetector.Settings.DEFAULT, beginnings, guard)) {
            short[] out = new short[160];
            short[] in = new short[160];
            for (int at = 0; at + 160 <= said.length; at += 160) {
                System.arraycopy(said, at, out, 0, 160);
                for (int i = 0; i < 160; i++) {
                    int theirTime = at + i - THEY_BEGIN_MS * 8;
                    double sample = random.nextGaussian() * 10 + echo[at + i];
                    sample += theirTime >= 0 && theirTime < spoken.length ? spoken[theirTime] : 0;
                    in[i] = throughG711(sample);
                }
                guard.said(out);
                guard.heard(in, 160);
                detector.accept(in, 0, 160);
            }
        }
        return beginnings.count > 0;
    }

    private static short throughG711(double sample) {
        return G711.PCMA.decode(G711.PCMA.encode((short) Math.max(-32_768, Math.min(32_767, sample))));
    }

    /** What comes back of this: later, softer, and with a room's sound if there is one. */
    private static double[] echo(short[] said, double db, int delayMs, boolean room, Random random) {
        double[] way = new double[room ? 400 : 1];
        way[0] = 1;
        for (int i = 1; i < way.length; i++) {
            way[i] = 0.06 * random.nextGaussian() * Math.exp(-i / 130.0);
        }
        double[] echo = new double[said.length];
        double gain = Math.pow(10, db / 20);
        int delay = delayMs * 8 + random.nextInt(8);
        for (int i = 0; i + delay < said.length; i++) {
            double sample = gain * throughG711(said[i]);
            for (int k = 0; k < way.length && i + delay + k < said.length; k++) {
                echo[i + delay + k] += sample * way[k];
            }
        }
        return echo;
    }

    @Test
    void ourOwnVoiceComingBackIsNobody() {
        Random random = new Random(3);
        int heard = 0;
        int heardWithoutGuard = 0;
        for (double db : new double[] {-6, -12, -20}) {
            for (int i = 0; i < ours.size(); i++) {
                double[] echo = echo(ours.get(i), db, DELAYS_MS[i % 6], i % 2 == 0, random);
                heard += somebodyIsHeard(ours.get(i), echo, new short[0], random) ? 1 : 0;
                heardWithoutGuard += somebodyIsHeard(new short[echo.length], echo, new short[0], random) ? 1 : 0;
            }
        }
        assertThat(heard).isLessThanOrEqualTo(1);
        assertThat(heardWithoutGuard).as("the echo alone is speech enough").isGreaterThan(60);
    }

    @Test
    void whoeverSpeaksOnTopOfTheEchoIsHeard() {
        Random random = new Random(4);
        int heard = 0;
        for (double db : new double[] {-6, -12, -20}) {
            for (int i = 0; i < ours.size(); i++) {
                double[] echo = echo(ours.get(i), db, DELAYS_MS[i % 6], i % 2 == 0, random);
                heard += somebodyIsHeard(ours.get(i), echo, theirs.get(i), random) ? 1 : 0;
            }
        }
        assertThat(heard).isGreaterThanOrEqualTo(3 * ours.size() - 3);
    }

    @Test
    void whoeverSpeaksWithoutAnyEchoIsHeard() {
        Random random = new Random(5);
        for (int i = 0; i < ours.size(); i++) {
            assertThat(somebodyIsHeard(ours.get(i), new double[ours.get(i).length], theirs.get(i), random))
                    .isTrue();
        }
    }
}
