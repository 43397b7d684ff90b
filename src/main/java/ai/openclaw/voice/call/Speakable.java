package ai.openclaw.voice.call;

import java.util.Objects;

/**
 * Text that a caller may hear, and the only thing that TTS takes. It is made from the model's answer or from a
 * configured phrase and from nothing else, so that an exception's message cannot reach a telephone.
 */
public final class Speakable {
    /** Where the text came from. */
    public enum Source {
        ANSWER,
        PHRASE
    }

    private final String text;
    private final Source source;

    private Speakable(String text, Source source) {
        this.text = text;
        this.source = source;
    }

    /**
     * A clause of the model's answer, already turned into speakable words.
     *
     * @throws NotSpeakableException when the text is blank or is an error in disguise
     */
    public static Speakable ofAnswer(String clause) {
        return new Speakable(checked(clause), Source.ANSWER);
    }

    /**
     * A phrase from the configuration. It never changes, so its audio may be cached.
     *
     * @throws NotSpeakableException when the text is blank or looks like an error
     */
    public static Speakable ofPhrase(String phrase) {
        return new Speakable(checked(phrase), Source.PHRASE);
    }

    /**
     * The same utterance in other words, for a step that translates or redacts between asking and voicing. What it
     * makes passes the same gate.
     *
     * @throws NotSpeakableException when the new text is blank or is an error in disguise
     */
    public Speakable reworded(String words) {
        return new Speakable(checked(words), Source.ANSWER);
    }

    public String text() {
        return text;
    }

    public Source source() {
        return source;
    }

    /** Whether the same words will be asked for again, by every call. */
    public boolean isPhrase() {
        return source == Source.PHRASE;
    }

    private static String checked(String text) {
        Objects.requireNonNull(text, "text");
        if (text.isBlank()) {
            throw new NotSpeakableException("nothing to say");
        }
        if (ErrorText.matches(text)) {
            throw new NotSpeakableException("the text is an error, not an answer");
        }
        return text.strip();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Speakable that && text.equals(that.text) && source == that.source;
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, source);
    }

    /** Words stay out of logs: a record of who said what is made only where it is asked for. */
    @Override
    public String toString() {
        return source + "[" + text.length() + " characters]";
    }
}
