package ai.openclaw.voice.demo.brain;

import java.util.List;
import java.util.Locale;

/**
 * What the brain says in one conversation instead of its small talk. The first part whose words were asked for is taken; a
 * part without words is for every question; without a part that fits the small talk answers.
 */
public record BrainScript(List<Part> parts) {
    public static final BrainScript NONE = new BrainScript(List.of());

    /**
     * @param whenAsked some words of the question; empty for any question
     * @param answer null for the small talk's
     * @param firstTokenMs how long the brain thinks, ms; null for as long as always
     * @param tokensPerSecond null for as fast as always
     * @param fault what goes wrong; null for nothing. Its {@code times} is not counted: it fails each time
     * @param tool what the brain asks for behind its words; null for nothing
     */
    public record Part(
            String whenAsked,
            String answer,
            Integer firstTokenMs,
            Integer tokensPerSecond,
            Fault fault,
            ToolCall tool) {
        public Part(String whenAsked, String answer, Integer firstTokenMs, Integer tokensPerSecond, Fault fault) {
            this(whenAsked, answer, firstTokenMs, tokensPerSecond, fault, null);
        }

        DemoBrainOptions pace(DemoBrainOptions always) {
            DemoBrainOptions pace = firstTokenMs == null ? always : always.withFirstTokenMs(firstTokenMs);
            return tokensPerSecond == null ? pace : pace.withTokensPerSecond(tokensPerSecond);
        }
    }

    /** The part for this question, or null. */
    public Part forQuestion(String words) {
        String asked = plain(words);
        return parts.stream()
                .filter(part -> asked.contains(plain(part.whenAsked)))
                .findFirst()
                .orElse(null);
    }

    private static String plain(String words) {
        return words.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }
}
