package ai.openclaw.voice.speech;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what is written with digits: amounts, dates, times, money, measures, telephone numbers. */
final class SpokenNumbers {
    static final String MONTHS =
            "January|February|March|April|May|June|July|August|September|October|November|December";
    static final String MONTHS_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec";
    private static final List<String> MONTH_NAMES = List.of(MONTHS.split("\\|"));
    static final String NUMBER = "\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?";
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

    private SpokenNumbers() {}

    static String units() {
        return UNITS.keySet().stream()
                .sorted((a, b) -> b.length() - a.length())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
    }

    static String number(String digits) {
        String plain = digits.replace(",", "");
        if (plain.contains(".")) {
            return NumberWords.decimal(plain);
        }
        return digits.contains(",") ? NumberWords.cardinal(plain) : whole(plain);
    }

    /** Seven digits and more without commas are an identifier, not an amount: nobody counts a ticket number. */
    static String whole(String digits) {
        return digits.length() >= 7 ? grouped(digits) : NumberWords.cardinal(digits);
    }

    static String grouped(String digits) {
        StringBuilder words = new StringBuilder();
        for (int at = 0; at < digits.length(); ) {
            int size = digits.length() - at == 4 || digits.length() - at == 2 ? 2 : 3;
            int to = Math.min(digits.length(), at + size);
            words.append(words.isEmpty() ? "" : ", ").append(NumberWords.digits(digits.substring(at, to)));
            at = to;
        }
        return words.toString();
    }

    static String phone(String text) {
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

    static String date(String year, String month, String day, String original) {
        int m = Integer.parseInt(month);
        int d = Integer.parseInt(day);
        if (m < 1 || m > 12 || d < 1 || d > 31) {
            return original;
        }
        return MONTH_NAMES.get(m - 1) + " " + NumberWords.ordinal(String.valueOf(d)) + optionalYear(year);
    }

    static String optionalYear(String year) {
        return year == null ? "" : ", " + NumberWords.year(Integer.parseInt(year));
    }

    static String month(String name) {
        String start = name.substring(0, 3);
        return MONTH_NAMES.stream().filter(m -> m.startsWith(start)).findFirst().orElse(name);
    }

    static String time(String hour, String minute, String half) {
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

    static String money(String sign, String amount, String scale) {
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
    static String amount(String digits) {
        return NumberWords.cardinal(digits);
    }

    static String measure(String minus, String amount, String unit) {
        String name = UNITS.get(unit);
        return (minus.isEmpty() ? "" : "minus ") + number(amount) + " " + plural(name, amount.replace(",", ""));
    }

    static String plural(String name, String amount) {
        if (amount.equals("1") || NO_PLURAL.contains(name) || name.contains(" per ")) {
            return name;
        }
        return name.equals("foot") ? "feet" : name + "s";
    }

    static String fraction(String over, String under) {
        return switch (over + "/" + under) {
            case "1/2" -> "one half";
            case "1/3" -> "one third";
            case "2/3" -> "two thirds";
            case "1/4" -> "one quarter";
            case "3/4" -> "three quarters";
            default -> NumberWords.cardinal(over) + " out of " + NumberWords.cardinal(under);
        };
    }

    static String version(String whole, String numbers) {
        StringBuilder words = new StringBuilder(whole.matches("[vV].*") ? "version " : "");
        String point = "";
        for (String part : numbers.split("\\.")) {
            words.append(point).append(NumberWords.cardinal(part));
            point = " point ";
        }
        return words.toString();
    }
}
