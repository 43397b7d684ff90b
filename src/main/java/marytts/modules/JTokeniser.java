package marytts.modules;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import marytts.datatypes.MaryData;
import marytts.datatypes.MaryDataType;
import marytts.datatypes.MaryXML;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * MaryTTS's tokeniser, made anew: the original needs the library jtok, which no public repository carries. MaryTTS
 * finds it by this name, so it must come before {@code marytts-runtime} on the class path; an application's own classes
 * do, in Maven and in Boot's jar.
 */
public class JTokeniser extends InternalModule {
    private static final Pattern TOKEN =
            Pattern.compile("\\p{L}+(?:['’]\\p{L}+)*|\\$?\\d+(?:[.,:/]\\d+)*(?:st|nd|rd|th|%)?|[^\\s\\p{L}\\d]");

    public JTokeniser() {
        this(null);
    }

    public JTokeniser(Locale locale) {
        super("JTokeniser", MaryDataType.RAWMARYXML, MaryDataType.TOKENS, locale);
    }

    @Override
    public MaryData process(MaryData raw) {
        Locale locale = raw.getLocale() == null ? Locale.US : raw.getLocale();
        Document document = MaryXML.newDocument();
        Element root = document.getDocumentElement();
        root.setAttribute("xml:lang", locale.toLanguageTag());
        Element paragraph = MaryXML.appendChildElement(root, MaryXML.PARAGRAPH);
        String text = raw.getDocument().getDocumentElement().getTextContent().replace('’', '\'');
        BreakIterator sentences = BreakIterator.getSentenceInstance(locale);
        sentences.setText(text);
        int start = sentences.first();
        for (int end = sentences.next(); end != BreakIterator.DONE; start = end, end = sentences.next()) {
            appendSentence(paragraph, text.substring(start, end), locale);
        }
        MaryData tokens = new MaryData(outputType(), locale);
        tokens.setDocument(document);
        return tokens;
    }

    private static void appendSentence(Element paragraph, String text, Locale locale) {
        Matcher token = TOKEN.matcher(text);
        Element sentence = null;
        while (token.find()) {
            if (sentence == null) {
                sentence = MaryXML.appendChildElement(paragraph, MaryXML.SENTENCE);
                sentence.setAttribute("xml:lang", locale.toLanguageTag());
            }
            MaryXML.appendChildElement(sentence, MaryXML.TOKEN).setTextContent(token.group());
        }
    }
}
