package ai.openclaw.voice.demo.caller;

/** English words for numbers, so that "42" and "forty-two" compare as equal. */
final class SpokenNumbers {
    private static final String[] SMALL = {
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen"
    };
    private static final String[] TENS = {
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
    };

    private SpokenNumbers() {}

    /** @param number 0 or more; without the British "and" */
    static String words(long number) {
        if (number < 20) {
            return SMALL[(int) number];
        }
        if (number < 100) {
            return TENS[(int) number / 10] + (number % 10 == 0 ? "" : " " + SMALL[(int) number % 10]);
        }
        if (number < 1000) {
            return grouped(number, 100, "hundred");
        }
        if (number < 1_000_000) {
            return grouped(number, 1000, "thousand");
        }
        return number < 1_000_000_000
                ? grouped(number, 1_000_000, "million")
                : grouped(number, 1_000_000_000, "billion");
    }

    private static String grouped(long number, long unit, String name) {
        return words(number / unit) + " " + name + (number % unit == 0 ? "" : " " + words(number % unit));
    }

    /** The digits one by one, as a telephone number is read. */
    static String digits(String digits) {
        StringBuilder words = new StringBuilder();
        for (char digit : digits.toCharArray()) {
            words.append(words.isEmpty() ? "" : " ").append(SMALL[digit - '0']);
        }
        return words.toString();
    }
}
