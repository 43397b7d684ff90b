package ai.openclaw.voice.speech;

/** Numbers as an American says them. */
final class NumberWords {
    private static final String[] SMALL =
            ("zero one two three four five six seven eight nine ten eleven twelve thirteen"
                            + " fourteen fifteen sixteen seventeen eighteen nineteen")
                    .split(" ");
    private static final String[] TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
    private static final String[] GROUPS = {"", " thousand", " million", " billion", " trillion"};
    /** Digits of the largest number that is said as one; a longer one is read digit by digit. */
    private static final int MAX_DIGITS = 15;

    private NumberWords() {}

    /** {@code 1234} is one thousand two hundred thirty-four; what is too long, or begins with 0, digit by digit. */
    static String cardinal(String digits) {
        if (digits.length() > MAX_DIGITS || digits.length() > 1 && digits.startsWith("0")) {
            return digits(digits);
        }
        return cardinal(Long.parseLong(digits));
    }

    static String cardinal(long n) {
        if (n < 1000) {
            return belowThousand((int) n);
        }
        StringBuilder words = new StringBuilder();
        int group = 0;
        for (long rest = n; rest > 0; rest /= 1000, group++) {
            int part = (int) (rest % 1000);
            if (part > 0) {
                words.insert(0, " " + belowThousand(part) + GROUPS[group]);
            }
        }
        return words.substring(1);
    }

    private static String belowThousand(int n) {
        if (n < 20) {
            return SMALL[n];
        }
        if (n < 100) {
            return TENS[n / 10] + (n % 10 == 0 ? "" : "-" + SMALL[n % 10]);
        }
        return SMALL[n / 100] + " hundred" + (n % 100 == 0 ? "" : " " + belowThousand(n % 100));
    }

    static String ordinal(String digits) {
        String words = cardinal(digits);
        int cut = Math.max(words.lastIndexOf(' '), words.lastIndexOf('-')) + 1;
        String last = words.substring(cut);
        return words.substring(0, cut)
                + switch (last) {
                    case "one" -> "first";
                    case "two" -> "second";
                    case "three" -> "third";
                    case "five" -> "fifth";
                    case "eight" -> "eighth";
                    case "nine" -> "ninth";
                    case "twelve" -> "twelfth";
                    default -> last.endsWith("y") ? last.substring(0, last.length() - 1) + "ieth" : last + "th";
                };
    }

    /** {@code 3.14} is three point one four. */
    static String decimal(String digits) {
        int point = digits.indexOf('.');
        String whole = point == 0 ? "zero" : cardinal(digits.substring(0, point));
        return whole + " point " + digits(digits.substring(point + 1));
    }

    static String digits(String digits) {
        StringBuilder words = new StringBuilder();
        for (char digit : digits.toCharArray()) {
            words.append(words.isEmpty() ? "" : " ").append(SMALL[digit - '0']);
        }
        return words.toString();
    }

    /** {@code 1987} is nineteen eighty-seven, {@code 2005} two thousand five, {@code 1900} nineteen hundred. */
    static String year(int year) {
        int high = year / 100;
        int low = year % 100;
        if (high == 20 && low < 10 || high == 10 && low < 10) {
            return cardinal(year);
        }
        String century = cardinal(high);
        return century + (low == 0 ? " hundred" : low < 10 ? " oh " + SMALL[low] : " " + cardinal(low));
    }

    /** {@code 1990s} is nineteen nineties. */
    static String decade(int year) {
        String words = year(year);
        if (words.endsWith("y")) {
            return words.substring(0, words.length() - 1) + "ies";
        }
        return words + "s";
    }
}
