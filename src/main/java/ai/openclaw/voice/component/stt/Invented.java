package ai.openclaw.voice.component.stt;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes out what speech models make up: notes on sounds, endless repetition, and polite phrases heard in noise. */
final class Invented {
    private static final Pattern NOTE = Pattern.compile("\\[[^\\]]*\\]|\\([^)]*\\)|<\\|[^|]*\\|>|\\*[^*]+\\*|[♪♫]+");
    /** One to eight words said four times or more in a row: nobody speaks so, a decoder that is stuck does. */
    private static final Pattern STUCK = Pattern.compile(
            "\\b([\\w']+(?:[\\s,.!?-]+[\\w']+){0,7}?)(?:[\\s,.!?-]+\\1\\b){3,}", Pattern.CASE_INSENSITIVE);

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** What Whisper and its kin, trained on subtitles, write for sound without speech. */
    private static final Set<String> SAID_OF_NOISE = Set.of(
            "thank you",
            "thanks",
            "thank you very much",
            "thank you so much",
            "thanks for watching",
            "thank you for watching",
            "please subscribe",
            "subscribe",
            "you",
            "bye",
            "bye bye",
            "so",
            "oh",
            "okay",
            "hmm",
            "mm",
            "uh",
            "um",
            "the",
            "i",
            "a",
            "yeah",
            "silence",
            "music",
            "applause",
            "blank audio");

    private Invented() {}

    /** The transcript without notes such as {@code [noise]}. */
    static String noteless(String transcript) {
        return SPACES.matcher(NOTE.matcher(transcript).replaceAll(" "))
                .replaceAll(" ")
                .strip();
    }

    /** The transcript without what was made up; empty when nothing is left. */
    static String removed(String transcript, Loudness sound) {
        String text = noteless(transcript);
        text = STUCK.matcher(text).replaceAll("$1");
        text = text.strip();
        String words =
                NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
        if (words.isEmpty() || sound.isSteady() && SAID_OF_NOISE.contains(words)) {
            return "";
        }
        return text;
    }
}
