package ai.openclaw.voice.demo.caller;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.component.stt.SttEngine;
import ai.openclaw.voice.component.stt.SttException;
import java.util.ArrayList;
import java.util.List;

/** Understands what the caller heard, by one of the product's recognisers. */
public final class Listener {
    /** Clauses with less silence than this between them are one answer, and are understood better together; ms. */
    private static final int JOIN_MS = 900;
    /** Sound before and after: soft consonants lie below the energy that marks speech; ms. */
    private static final int MARGIN_MS = 200;
    /** Whisper takes no more than 30 s at a time; ms. */
    private static final int LONGEST_MS = 25_000;

    private final SttEngine engine;
    private final String language;

    /** @param language a BCP 47 tag such as {@code en-US} */
    public Listener(SttEngine engine, String language) {
        this.engine = engine;
        this.language = language;
    }

    /**
     * All that the far side has said so far, one entry for what belongs together; what has no words is left out.
     *
     * @throws SttException when the recogniser failed
     */
    public List<Heard> hear(CallerMedia media) throws SttException {
        return hear(media, 0, Double.MAX_VALUE);
    }

    /** The same for what began between two times, ms since the answer. */
    public List<Heard> hear(CallerMedia media, double sinceMs, double beforeMs) throws SttException {
        List<SpeechSegment> within = media.farSegments().stream()
                .filter(s -> s.fromMs() >= sinceMs && s.fromMs() < beforeMs)
                .toList();
        List<Heard> heard = new ArrayList<>();
        for (SpeechSegment answer : joined(within)) {
            String text = understand(media.far(), answer);
            if (!text.isBlank()) {
                heard.add(new Heard(Math.round(answer.fromMs()), Math.round(answer.toMs()), text.strip()));
            }
        }
        return heard;
    }

    /**
     * All that sounded between two times, what began before included.
     *
     * @throws SttException when the recogniser failed
     */
    public String words(CallerMedia media, double sinceMs, double beforeMs) throws SttException {
        List<SpeechSegment> within = media.farSegments().stream()
                .filter(s -> s.toMs() > sinceMs && s.fromMs() < beforeMs)
                .map(s -> new SpeechSegment(
                        Math.max(s.fromMs(), sinceMs + MARGIN_MS), Math.min(s.toMs(), beforeMs), s.open()))
                .toList();
        List<String> texts = new ArrayList<>();
        for (SpeechSegment speech : joined(within)) {
            texts.add(understand(media.far(), speech));
        }
        return String.join(" ", texts).strip();
    }

    static List<SpeechSegment> joined(List<SpeechSegment> segments) {
        List<SpeechSegment> joined = new ArrayList<>();
        for (SpeechSegment s : segments) {
            SpeechSegment last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            boolean together =
                    last != null && s.fromMs() - last.toMs() < JOIN_MS && s.toMs() - last.fromMs() < LONGEST_MS;
            if (together) {
                joined.set(joined.size() - 1, new SpeechSegment(last.fromMs(), s.toMs(), s.open()));
            } else {
                joined.add(s);
            }
        }
        return joined;
    }

    private String understand(AudioTrack track, SpeechSegment answer) throws SttException {
        List<String> texts = new ArrayList<>();
        double end = answer.toMs() + MARGIN_MS;
        for (double from = answer.fromMs() - MARGIN_MS; from < end; from += LONGEST_MS) {
            Pcm sound = track.between((long) from, (long) Math.min(end, from + LONGEST_MS));
            if (sound.samples().length > 0) {
                try (SttEngine.Recognition recognition = engine.begin(language)) {
                    recognition.accept(sound.samples(), sound.sampleRateHz());
                    texts.add(recognition.finish().strip());
                }
            }
        }
        return String.join(" ", texts);
    }
}
