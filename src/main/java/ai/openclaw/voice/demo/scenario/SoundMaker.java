package ai.openclaw.voice.demo.scenario;

import ai.openclaw.voice.demo.caller.Resampling;
import ai.openclaw.voice.demo.caller.Voice;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Makes sound of what a scenario's caller says, as it goes into the caller's line. 8000 Hz. */
final class SoundMaker {
    /** Hard clipping is heard at any level; full scale itself would only be louder than any phone. */
    private static final double AFTER_OVERDRIVE = 0.5;

    private final Voice voice;
    private final Optional<Recordings> recordings;
    private final CallerLine line;

    /** @param voice what words are said with */
    SoundMaker(Voice voice, CallerLine line) {
        this.voice = voice;
        this.recordings = Recordings.find();
        this.line = line;
    }

    short[] make(CallerSound sound) {
        short[] made = mixed(sound);
        double gain = factor(line.gainDb() + line.overdriveDb());
        double after = line.overdriveDb() > 0 ? AFTER_OVERDRIVE : 1;
        for (int i = 0; i < made.length; i++) {
            made[i] = (short) (clipped(made[i] * gain) * after);
        }
        return made;
    }

    private short[] mixed(CallerSound sound) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (CallerSound.Part part : sound.parts()) {
            double gain = factor(part.gainDb());
            for (short sample : samples(part)) {
                short louder = clipped(sample * gain);
                all.write(louder >> 8);
                all.write(louder);
            }
        }
        short[] made = new short[all.size() / 2];
        ByteBuffer.wrap(all.toByteArray()).asShortBuffer().get(made);
        if (sound.over() == null) {
            return made;
        }
        short[] over = mixed(sound.over());
        short[] both = new short[Math.max(made.length, over.length)];
        for (int i = 0; i < both.length; i++) {
            both[i] = clipped((i < made.length ? made[i] : 0) + (i < over.length ? over[i] : 0));
        }
        return both;
    }

    private short[] samples(CallerSound.Part part) {
        return switch (part.kind()) {
            case TEXT -> spoken(part.words());
            case CLIP ->
                recordings
                        .filter(r -> r.has(part.clip()))
                        .map(r -> cut(Resampling.to8kHz(r.sound(part.clip())), part))
                        .orElseGet(() -> spoken(part.words()));
            case COUGH -> LineSounds.cough(part.ms());
            case NOISE -> LineSounds.noise(part.ms());
            case MUSIC -> LineSounds.music(part.ms());
            case HUM -> LineSounds.hum(part.ms());
            case MHM -> LineSounds.mhm(part.ms());
            case PAUSE -> new short[part.ms() * 8];
        };
    }

    private static short[] cut(short[] recording, CallerSound.Part part) {
        int to = part.toMs() == 0 ? recording.length : Math.min(recording.length, part.toMs() * 8);
        return java.util.Arrays.copyOfRange(recording, Math.min(to, part.fromMs() * 8), to);
    }

    private short[] spoken(String words) {
        return trimmed(Resampling.to8kHz(voice.say(words)));
    }

    /** A voice's silence before and after its words would add to the pauses that the scenario says. */
    private static short[] trimmed(short[] samples) {
        int from = 0;
        int to = samples.length;
        while (from < to && Math.abs(samples[from]) < 200) {
            from++;
        }
        while (to > from && Math.abs(samples[to - 1]) < 200) {
            to--;
        }
        return java.util.Arrays.copyOfRange(samples, Math.max(0, from - 400), Math.min(samples.length, to + 400));
    }

    private static double factor(double db) {
        return Math.pow(10, db / 20);
    }

    private static short clipped(double sample) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sample)));
    }
}
