package ai.openclaw.voice.speech;

import static ai.openclaw.voice.speech.SpokenNumbers.MONTHS;
import static ai.openclaw.voice.speech.SpokenNumbers.MONTHS_SHORT;
import static ai.openclaw.voice.speech.SpokenNumbers.NUMBER;
import static ai.openclaw.voice.speech.SpokenNumbers.date;
import static ai.openclaw.voice.speech.SpokenNumbers.fraction;
import static ai.openclaw.voice.speech.SpokenNumbers.measure;
import static ai.openclaw.voice.speech.SpokenNumbers.money;
import static ai.openclaw.voice.speech.SpokenNumbers.month;
import static ai.openclaw.voice.speech.SpokenNumbers.number;
import static ai.openclaw.voice.speech.SpokenNumbers.optionalYear;
import static ai.openclaw.voice.speech.SpokenNumbers.phone;
import static ai.openclaw.voice.speech.SpokenNumbers.time;
import static ai.openclaw.voice.speech.SpokenNumbers.units;
import static ai.openclaw.voice.speech.SpokenNumbers.version;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns what a model writes into words that a voice can say: Markdown and emoji go, and numbers, dates, money, addresses,
 * abbreviations and signs are spelled out in American English. What it makes has letters and punctuation only.
 */
public final class SpokenText {
    private static final Pattern EMOJI = Pattern.compile(
            "[\\x{1F000}-\\x{1FAFF}\\x{2600}-\\x{27BF}\\x{2B00}-\\x{2BFF}\\x{FE0F}\\x{200D}\\x{20E3}\\x{2190}-\\x{21FF}"
                    + "\\x{E0020}-\\x{E007F}\\p{Cc}\\x{200B}\\x{FEFF}]");

    /** Applied in this order: what is more special comes first, so that 3:30 is a time before it is two numbers. */
    private static final Map<Pattern, Function<MatchResult, String>> RULES = new LinkedHashMap<>();

    static {
        rule(
                "(?<![\\w.])([\\w.+-]+)@((?:[\\w-]+\\.)+[a-zA-Z]{2,})",
                m -> address(m.group(1)) + " at " + address(m.group(2)));
        rule("(?:https?://|\\bwww\\.)[^\\s<>()\"]*[\\w/]", m -> url(m.group()));
        rule(
                "(?<![\\w.@-])(?:[a-zA-Z][\\w-]*\\.)+(?:com|org|net|io|ai|dev|de|uk|eu|edu|gov|co|app)\\b(?:/[\\w/.-]*\\w)?(?!\\w)",
                m -> url(m.group()));
        rule("(?<![\\w.])([(]?\\+?\\d[\\d ().-]{6,18}\\d)(?![\\w]|[.,]\\d)", m -> phone(m.group()));
        rule("\\b(\\d{4})-(\\d{2})-(\\d{2})\\b", m -> date(m.group(1), m.group(2), m.group(3), m.group()));
        rule("\\b(\\d{1,2})/(\\d{1,2})/(\\d{4})\\b", m -> date(m.group(3), m.group(1), m.group(2), m.group()));
        rule(
                "\\b(" + MONTHS + "|(?:" + MONTHS_SHORT
                        + ")\\b\\.?)\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(\\d{4}))?\\b",
                m -> month(m.group(1)) + " " + NumberWords.ordinal(m.group(2)) + optionalYear(m.group(3)));
        rule(
                "(?:\\b[tT]he )?\\b(\\d{1,2})(?:st|nd|rd|th)? (?:of )?(" + MONTHS + ")(?:,?\\s+(\\d{4}))?\\b",
                m -> (m.group().startsWith("The") ? "The " : "the ") + NumberWords.ordinal(m.group(1)) + " of "
                        + m.group(2) + optionalYear(m.group(3)));
        rule(
                "\\b(\\d{1,2}):([0-5]\\d)(?::[0-5]\\d)?\\s*([aApP])(?:[mM]\\b|\\.\\s?[mM]\\b(?:\\.(?!\\s*$|\\s+[A-Z]))?)",
                m -> time(m.group(1), m.group(2), m.group(3)));
        rule(
                "\\b(\\d{1,2})\\s*([aApP])(?:[mM]\\b|\\.\\s?[mM]\\b(?:\\.(?!\\s*$|\\s+[A-Z]))?)",
                m -> time(m.group(1), "00", m.group(2)));
        rule("\\b([01]?\\d|2[0-4]):([0-5]\\d)(?!\\d)", m -> time(m.group(1), m.group(2), null));
        rule(
                "(US\\$|[$€£¥])\\s?(" + NUMBER + ")(?:\\s?(thousand|million|billion|trillion|[KkMB])\\b)?",
                m -> money(m.group(1), m.group(2), m.group(3)));
        rule("\\b(" + NUMBER + ")\\s?([$€£¥])", m -> money(m.group(2), m.group(1), null));
        rule("(?<![\\w.])(?:[vV]ersion |[vV])?(\\d+(?:\\.\\d+){2,})\\b", m -> version(m.group(), m.group(1)));
        rule(
                "(?<![\\w.])(" + NUMBER + ")\\s?[-–—]\\s?(" + NUMBER + ")(?![\\w/])(?!\\s?[-–—]\\s?\\d)",
                m -> number(m.group(1)) + " to " + number(m.group(2)));
        rule("\\b(1[1-9]\\d0|20[0-9]0)s\\b", m -> NumberWords.decade(Integer.parseInt(m.group(1))));
        rule(
                "(?<![\\w.])([-−]?)(" + NUMBER + ")\\s?(" + units() + ")(?![\\w°])",
                m -> measure(m.group(1), m.group(2), m.group(3)));
        rule("\\b(\\d+)(?:st|nd|rd|th)\\b", m -> NumberWords.ordinal(m.group(1)));
        rule(
                "(?<=\\b(?:[iI]n|[sS]ince|[uU]ntil|[bB]y|[fF]rom|[oO]f|year|spring|summer|autumn|fall|winter|(?:"
                        + MONTHS
                        + ")),? )(1[1-9]\\d\\d|20\\d\\d)(?![\\w,]\\d|\\w| (?:people|dollars|euros|users|items))",
                m -> NumberWords.year(Integer.parseInt(m.group(1))));
        rule("(?<![\\w.,])(\\d)/(\\d{1,2})(?![\\w/])", m -> fraction(m.group(1), m.group(2)));
        rule("(?<=\\d)\\s?[x×]\\s?(?=\\d)", m -> " times ");
        rule("\\b([A-Z]{2,6})s\\b(?=[^']|$)", m -> spelled(m.group(1)) + "s");
        rule("\\b(?=[A-Za-z]*\\d)(?=\\d*[A-Za-z])([A-Z0-9]{2,8})\\b", m -> alphanumeric(m.group(1)));
        rule("(?<![\\w.,])[-−](?=\\d)", m -> "minus ");
        rule(NUMBER, m -> number(m.group()));
    }

    private static final Map<Pattern, String> ABBREVIATIONS = new LinkedHashMap<>();

    static {
        String[][] table = {
            {"\\bDr\\.(?=\\s+[A-Z])", "Doctor"},
            {"\\bMr\\.", "Mister"},
            {"\\bMrs\\.", "Missus"},
            {"\\bMs\\.", "Miz"},
            {"\\bProf\\.", "Professor"},
            {"\\bSt\\.(?=\\s+[A-Z])", "Saint"},
            {"(?<=[a-z0-9] )St\\.", "Street"},
            {"\\bAve\\.", "Avenue"},
            {"\\bBlvd\\.", "Boulevard"},
            {"\\bRd\\.", "Road"},
            {"\\bJr\\.", "Junior"},
            {"\\bSr\\.", "Senior"},
            {"\\be\\.\\s?g\\.,?", "for example,"},
            {"\\bi\\.\\s?e\\.,?", "that is,"},
            {"\\betc\\.(?=\\s+[A-Z]|\\s*$)", "et cetera."},
            {"\\betc\\.?", "et cetera"},
            {"\\bapprox\\.", "approximately"},
            {"\\bvs\\.?(?=\\s)", "versus"},
            {"\\bNo\\.(?=\\s?\\d)", "number"},
            {"\\bInc\\.", "Incorporated"},
            {"\\bCorp\\.", "Corporation"},
            {"\\bLtd\\.", "Limited"},
            {"\\bCo\\.(?=\\s)", "Company"},
            {"\\bext\\.", "extension"},
            {"\\btel\\.", "telephone"},
            {"\\bmax\\.(?=\\s)", "maximum"},
            {"\\bmin\\.(?=\\s)", "minimum"},
            {"\\bdept\\.", "department"},
            {"\\bappt\\.", "appointment"},
            {"\\bmin\\b(?=\\s+wait)", "minute"},
            {"\\bw/o\\b", "without"},
            {"\\bw/(?=\\s)", "with"},
            {"\\b(Mon)\\.", "Monday"},
            {"\\b(Tue|Tues)\\.", "Tuesday"},
            {"\\b(Wed)\\.", "Wednesday"},
            {"\\b(Thu|Thur|Thurs)\\.", "Thursday"},
            {"\\b(Fri)\\.", "Friday"},
            {"\\b(Sat)\\.", "Saturday"},
            {"\\b(Sun)\\.", "Sunday"},
            {"\\ba\\.m\\.", "A M"},
            {"\\bp\\.m\\.", "P M"},
            {"\\bU\\.S\\.A\\.", "U S A"},
            {"\\bU\\.S\\.", "U S"},
            {"\\b24/7\\b", "twenty-four seven"},
            {"\\bWi-Fi\\b", "wifi"},
        };
        for (String[] row : table) {
            ABBREVIATIONS.put(Pattern.compile(row[0]), row[1]);
        }
    }

    /** Capitals that are said as a word all the same. */
    private static final Set<String> SAID_AS_WORDS = Set.of(
            "NASA", "NATO", "OK", "PIN", "SIM", "RAM", "ASAP", "COVID", "LAN", "WLAN", "UNESCO", "GIF", "JPEG", "YES",
            "NO", "NOT", "AND", "THE", "TO", "IS", "IT", "IN", "ON", "OF", "OR", "ALL", "NOW", "NEW", "YOU", "YOUR",
            "WE", "ARE", "BE", "DO", "AT", "IF", "AN", "BY", "MUST", "ONLY", "STOP", "OPEN", "FREE", "NOTE");

    private SpokenText() {}

    /**
     * @param text what a model wrote, whole or a clause of it
     * @return what a voice can say; empty when there is nothing to say in it
     */
    public static String of(String text) {
        String plain = Markdown.stripped(text);
        plain = EMOJI.matcher(plain).replaceAll(" ");
        plain = plain.replace('’', '\'')
                .replace('‘', '\'')
                .replaceAll("[“”„«»\"]", "")
                .replace('\u00A0', ' ');
        for (Map.Entry<Pattern, String> abbreviation : ABBREVIATIONS.entrySet()) {
            plain = abbreviation.getKey().matcher(plain).replaceAll(abbreviation.getValue());
        }
        for (Map.Entry<Pattern, Function<MatchResult, String>> rule : RULES.entrySet()) {
            plain = rule.getKey()
                    .matcher(plain)
                    .replaceAll(m -> Matcher.quoteReplacement(rule.getValue().apply(m)));
        }
        plain = acronyms(plain);
        plain = signs(plain);
        plain = tidied(plain);
        return plain.chars().anyMatch(Character::isLetter) ? plain : "";
    }

    private static void rule(String pattern, Function<MatchResult, String> words) {
        RULES.put(Pattern.compile(pattern), words);
    }

    /** 3CX is three C X. */
    private static String alphanumeric(String text) {
        if (!text.matches(".*[A-Z].*") || !text.matches(".*\\d.*")) {
            return text;
        }
        return text.replaceAll("(?<=[A-Z])(?=[A-Z0-9])|(?<=\\d)(?=[A-Z])", " ");
    }

    private static String acronyms(String text) {
        return Pattern.compile("(?<![\\w'])([A-Z]{2,5})(?='s\\b|[^\\w']|$)")
                .matcher(text)
                .replaceAll(m ->
                        SAID_AS_WORDS.contains(m.group(1)) ? m.group(1).toLowerCase(Locale.ROOT) : spelled(m.group(1)));
    }

    private static String spelled(String capitals) {
        return SAID_AS_WORDS.contains(capitals)
                ? capitals.toLowerCase(Locale.ROOT)
                : String.join(" ", capitals.split(""));
    }

    private static String url(String url) {
        String bare = url.replaceFirst("^https?://", "")
                .replaceFirst("^www\\.", "")
                .replaceFirst("[?#].*$", "")
                .replaceFirst("/+$", "");
        return address(bare.replace("/", " slash "));
    }

    private static String address(String text) {
        return text.replace(".", " dot ")
                .replace("-", " dash ")
                .replace("_", " underscore ")
                .replace("+", " plus ")
                .replaceAll("\\bcom\\b", "com")
                .replaceAll("\\bio\\b", "I O")
                .replaceAll("\\bai\\b", "A I")
                .replaceAll("\\buk\\b", "U K")
                .replaceAll("\\beu\\b", "E U")
                .replaceAll("\\bde\\b", "D E")
                .replaceAll("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)", " ")
                .replaceAll(" +", " ")
                .strip();
    }

    private static String signs(String text) {
        return text.replaceAll("\\s*&\\s*", " and ")
                .replaceAll("(?<=\\s|^)@(?=\\s|$)", "at")
                .replaceAll("@(?=\\w)", " at ")
                .replaceAll("\\s*\\+\\s*", " plus ")
                .replaceAll("\\s*=\\s*", " equals ")
                .replaceAll("%", " percent")
                .replaceAll("#(?=\\s*[a-z])", " number ")
                .replaceAll("(?<=[a-z])/(?=[a-z])", " or ")
                .replaceAll("/", " slash ")
                .replaceAll("±", " plus or minus ")
                .replaceAll("°", " degrees")
                .replaceAll("[≈~](?=\\s*\\p{L})", "about ")
                .replaceAll("[<≤](?=\\s)", " less than ")
                .replaceAll("[>≥](?=\\s)", " greater than ")
                .replaceAll("€", " euros")
                .replaceAll("\\$", " dollars")
                .replaceAll("£", " pounds")
                .replaceAll("\\s[-–—]+\\s", ", ")
                .replaceAll("[–—]", ", ")
                .replaceAll("\\s*[()\\[\\]{}]\\s*", ", ")
                .replaceAll("\\.{3,}|…", ".");
    }

    private static String tidied(String text) {
        return text.replaceAll("[^\\p{L}\\p{M}' .,;:!?-]", " ")
                .replaceAll("(?<!\\p{L})'|'(?!\\p{L}|\\s|$)", " ")
                .replaceAll("-(?!\\p{L})|(?<!\\p{L})-", " ")
                .replaceAll("\\s+", " ")
                .replaceAll(" +([.,;:!?])", "$1")
                .replaceAll("[,;:]+([.!?])", "$1")
                .replaceAll("([.!?])[,;:]+", "$1")
                .replaceAll("([,;:])[,;:]+", "$1")
                .replaceAll("([.!?])\\1+", "$1")
                .replaceAll("^[\\s.,;:!?]+", "")
                .strip();
    }
}
