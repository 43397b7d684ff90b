package ai.openclaw.voice.demo.scenario;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What comes out of the caller's end of the line: parts one after the other, and perhaps something else at the same time.
 *
 * @param over sounds together with the parts, from their beginning; null for nothing
 */
public record CallerSound(List<Part> parts, CallerSound over) {
    /** What a part of it is. */
    public enum Kind {
        /** Words, said by the caller's voice. */
        TEXT,
        /** A recording of a human. */
        CLIP,
        COUGH,
        /** What fills the pauses of a street or an office. */
        NOISE,
        /** Chords and a beat. */
        MUSIC,
        /** The mains' hum of a bad line. */
        HUM,
        /** A listener's assent with closed lips. */
        MHM,
        PAUSE
    }

    /**
     * @param words what a human would understand; empty for what has no words
     * @param clip the recording's name, or null
     * @param ms how long it lasts, ms; 0 where the words say so
     * @param fromMs where a recording is begun, ms
     * @param toMs where it is left, ms; 0 for at its end
     * @param gainDb louder or softer than the caller's usual level, dB
     */
    public record Part(Kind kind, String words, String clip, int ms, int fromMs, int toMs, double gainDb) {
        Part(Kind kind, String words, int ms, double gainDb) {
            this(kind, words, null, ms, 0, 0, gainDb);
        }
    }

    /** All that a human would understand of it. */
    public String words() {
        return parts.stream().map(Part::words).filter(w -> !w.isBlank()).collect(Collectors.joining(" "));
    }

    /** For reports: the words in quotation marks, the rest by name. */
    public String inShort() {
        String all = parts.stream().map(CallerSound::inShort).collect(Collectors.joining(", "));
        return over == null ? all : all + ", over " + over.inShort();
    }

    private static String inShort(Part part) {
        String name = part.kind().name().toLowerCase(java.util.Locale.ROOT);
        return switch (part.kind()) {
            case TEXT, CLIP -> "\"" + part.words() + "\"";
            case MHM -> "mhm";
            default -> part.ms() == 0 ? name : name + " of " + part.ms() + " ms";
        };
    }
}
