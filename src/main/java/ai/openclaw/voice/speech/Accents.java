package ai.openclaw.voice.speech;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.regex.Pattern;

/** Accents tell words apart in writing more than in what a recogniser makes of speech. */
final class Accents {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private Accents() {}

    static String without(String words) {
        String bare = MARKS.matcher(Normalizer.normalize(words, Form.NFD)).replaceAll("");
        return Normalizer.normalize(bare, Form.NFC).replace("ß", "ss").replace("œ", "oe");
    }
}
