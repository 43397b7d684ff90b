package marytts.language.en;

import java.util.Locale;

/** The English tokeniser that MaryTTS's {@code en.config} names; see {@link marytts.modules.JTokeniser}. */
public class JTokeniser extends marytts.modules.JTokeniser {
    public JTokeniser() {
        super(Locale.ENGLISH);
    }
}
