package ai.openclaw.voice.speech;

import java.util.LinkedHashMap;
import java.util.List;
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
    private static final String MONTHS =
            "January|February|March|April|May|June|July|August|September|October|November|December";
    private static final String MONTHS_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec";
    private static final List<String> MONTH_NAMES = List.of(MONTHS.split("\\|"));
    private static final String NUMBER = "\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?";
    private static final Map<String, String> CURRENCIES =
            Map.of("$", "dollar", "US$", "dollar", "€", "euro", "£", "pound", "¥", "yen");
    private static final Map<String, String> CENTS = Map.of("dollar", "cent", "euro", "cent", "pound", "pence");
    private static final Set<String> NO_PLURAL = Set.of(
            "yen",
            "pence",
            "degrees Celsius",
            "degrees Fahrenheit",
            "percent",
            "kilohertz",
            "megahertz",
            "gigahertz",
            "hertz");

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("km/h", "kilometers per hour"),
            Map.entry("mph", "miles per hour"),
            Map.entry("km", "kilometer"),
            Map.entry("cm", "centimeter"),
            Map.entry("mm", "millimeter"),
            Map.entry("m", "meter"),
            Map.entry("mi", "mile"),
            Map.entry("ft", "foot"),
            Map.entry("kg", "kilogram"),
            Map.entry("g", "gram"),
            Map.entry("mg", "milligram"),
            Map.entry("lb", "pound"),
            Map.entry("lbs", "pound"),
            Map.entry("oz", "ounce"),
            Map.entry("l", "liter"),
            Map.entry("L", "liter"),
            Map.entry("ml", "milliliter"),
            Map.entry("°C", "degrees Celsius"),
            Map.entry("°F", "degrees Fahrenheit"),
            Map.entry("°", "degree"),
            Map.entry("%", "percent"),
            Map.entry("GB", "gigabyte"),
            Map.entry("MB", "megabyte"),
            Map.entry("KB", "kilobyte"),
            Map.entry("TB", "terabyte"),
            Map.entry("kB", "kilobyte"),
            Map.entry("Hz", "hertz"),
            Map.entry("kHz", "kilohertz"),
            Map.entry("MHz", "megahertz"),
            Map.entry("GHz", "gigahertz"),
            Map.entry("kW", "kilowatt"),
            Map.entry("kWh", "kilowatt hour"),
            Map.entry("W", "watt"),
            Map.entry("V", "volt"),
            Map.entry("ms", "millisecond"),
            Map.entry("s", "second"),
            Map.entry("sec", "second"),
            Map.entry("min", "minute"),
            Map.entry("mins", "minute"),
            Map.entry("h", "hour"),
            Map.entry("hr", "hour"),
            Map.entry("hrs", "hour"),
            Map.entry("Mbps", "megabits per second"));

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

    private static String units() {
        return UNITS.keySet().stream()
                .sorted((a, b) -> b.length() - a.length())
                .map(Pattern::quote)
                .collect(java.util.stream.Collectors.joining("|"));
    }

    private static String number(String digits) {
        String plain = digits.replace(",", "");
        if (plain.contains(".")) {
            return NumberWords.decimal(plain);
        }
        return digits.contains(",") ? NumberWords.cardinal(plain) : whole(plain);
    }

    /** Seven digits and more without commas are an identifier, not an amount: nobody counts a ticket number. */
    private static String whole(String digits) {
        return digits.length() >= 7 ? grouped(digits) : NumberWords.cardinal(digits);
    }

    private static String grouped(String digits) {
        StringBuilder words = new StringBuilder();
        for (int at = 0; at < digits.length(); ) {
            int size = digits.length() - at == 4 || digits.length() - at == 2 ? 2 : 3;
            int to = Math.min(digits.length(), at + size);
            words.append(words.isEmpty() ? "" : ", ").append(NumberWords.digits(digits.substring(at, to)));
            at = to;
        }
        return words.toString();
    }

    private static String phone(String text) {
        String digits = text.replaceAll("\\D", "");
        boolean looksLikeDate =
                text.matches("\\d{4}-\\d{2}-\\d{2}|\\d{1,2}-\\d{1,2}-\\d{4}|\\d{1,2}\\.\\d{1,2}\\.\\d{4}");
        boolean grouped = text.startsWith("+") || text.matches(".*\\d[ ().-]+\\d.*");
        boolean range = text.matches("\\d+\\s?-\\s?\\d+") && !text.matches("\\d{3}-\\d{4}");
        if (digits.length() < 7
                || looksLikeDate
                || !grouped
                || range
                || text.matches("\\d+\\.\\d+|\\d+(?:\\.\\d+){2,3}")) {
            return text;
        }
        StringBuilder words = new StringBuilder(text.startsWith("+") ? "plus " : "");
        String comma = "";
        for (String group : text.split("\\D+")) {
            if (!group.isEmpty()) {
                words.append(comma).append(group.length() > 4 ? grouped(group) : NumberWords.digits(group));
                comma = ", ";
            }
        }
        return words.toString();
    }

    private static String date(String year, String month, String day, String original) {
        int m = Integer.parseInt(month);
        int d = Integer.parseInt(day);
        if (m < 1 || m > 12 || d < 1 || d > 31) {
            return original;
        }
        return MONTH_NAMES.get(m - 1) + " " + NumberWords.ordinal(String.valueOf(d)) + optionalYear(year);
    }

    private static String optionalYear(String year) {
        return year == null ? "" : ", " + NumberWords.year(Integer.parseInt(year));
    }

    private static String month(String name) {
        String start = name.substring(0, 3);
        return MONTH_NAMES.stream().filter(m -> m.startsWith(start)).findFirst().orElse(name);
    }

    private static String time(String hour, String minute, String half) {
        int h = Integer.parseInt(hour);
        int m = Integer.parseInt(minute);
        String words = NumberWords.cardinal(h);
        if (m == 0) {
            words += half == null ? h > 12 || h == 0 ? " hundred" : " o'clock" : "";
        } else {
            words += (m < 10 ? " oh " : " ") + NumberWords.cardinal(m);
        }
        return half == null ? words : words + (half.equalsIgnoreCase("a") ? " A M" : " P M");
    }

    private static String money(String sign, String amount, String scale) {
        String currency = CURRENCIES.get(sign);
        String plain = amount.replace(",", "");
        if (scale != null) {
            String word =
                    switch (scale) {
                        case "K", "k" -> "thousand";
                        case "M" -> "million";
                        case "B" -> "billion";
                        default -> scale;
                    };
            return number(amount) + " " + word + " " + plural(currency, "2");
        }
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        String words = amount(whole) + " " + plural(currency, whole);
        if (point < 0 || !CENTS.containsKey(currency)) {
            return words;
        }
        String cents = (plain.substring(point + 1) + "0").substring(0, 2).replaceFirst("^0(?=\\d)", "");
        if (cents.equals("0")) {
            return words;
        }
        String change = NumberWords.cardinal(cents) + " " + plural(CENTS.get(currency), cents);
        return whole.equals("0") ? change : words + " and " + change;
    }

    /** An amount of money is always a number, never an identifier. */
    private static String amount(String digits) {
        return NumberWords.cardinal(digits);
    }

    private static String measure(String minus, String amount, String unit) {
        String name = UNITS.get(unit);
        return (minus.isEmpty() ? "" : "minus ") + number(amount) + " " + plural(name, amount.replace(",", ""));
    }

    private static String plural(String name, String amount) {
        if (amount.equals("1") || NO_PLURAL.contains(name) || name.contains(" per ")) {
            return name;
        }
        return name.equals("foot") ? "feet" : name + "s";
    }

    private static String fraction(String over, String under) {
        return switch (over + "/" + under) {
            case "1/2" -> "one half";
            case "1/3" -> "one third";
            case "2/3" -> "two thirds";
            case "1/4" -> "one quarter";
            case "3/4" -> "three quarters";
            default -> NumberWords.cardinal(over) + " out of " + NumberWords.cardinal(under);
        };
    }

    private static String version(String whole, String numbers) {
        StringBuilder words = new StringBuilder(whole.matches("[vV].*") ? "version " : "");
        String point = "";
        for (String part : numbers.split("\\.")) {
            words.append(point).append(NumberWords.cardinal(part));
            point = " point ";
        }
        return words.toString();
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
