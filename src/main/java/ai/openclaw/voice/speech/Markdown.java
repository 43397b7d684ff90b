package ai.openclaw.voice.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes the Markdown off a text and leaves what one would read aloud. */
final class Markdown {
    private static final Pattern FENCE = Pattern.compile("(?s)```.*?(?:```|$)|~~~.*?(?:~~~|$)");
    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?(?:-->|$)");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>\\n]{0,200}>");
    private static final Pattern IMAGE = Pattern.compile("!\\[([^\\]\\n]*)]\\([^)\\n]*\\)");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]\\n]+)](?:\\([^)\\n]*\\)|\\[[^\\]\\n]*])");
    private static final Pattern FOOTNOTE = Pattern.compile("\\[\\^?\\d+]");
    private static final Pattern CODE = Pattern.compile("`+([^`\\n]+)`+");
    private static final Pattern BOLD = Pattern.compile("(\\*\\*|__)(?=\\S)(.+?)(?<=\\S)\\1");
    private static final Pattern ITALIC =
            Pattern.compile("(?<![\\w*_])([*_])(?=\\S)([^*_\\n]+?)(?<=\\S)\\1(?![\\w*_])");
    private static final Pattern STRIKE = Pattern.compile("~~([^~\\n]+)~~");
    private static final Pattern HEADING = Pattern.compile("^\\s{0,3}#{1,6}\\s+(.*?)\\s*#*$");
    private static final Pattern RULE = Pattern.compile("^\\s*(?:[-*_=]\\s*){3,}$");
    private static final Pattern BULLET = Pattern.compile("^\\s*[-*+•‣◦]\\s+(?:\\[[ xX]]\\s+)?(.*)$");
    private static final Pattern NUMBERED = Pattern.compile("^\\s*(\\d{1,2})[.)]\\s+(.*)$");
    private static final Pattern QUOTE = Pattern.compile("^\\s*>+\\s?");
    private static final Pattern TABLE_RULE =
            Pattern.compile("^\\s*\\|?\\s*:?-{2,}:?\\s*(?:\\|\\s*:?-{2,}:?\\s*)*\\|?\\s*$");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([\\\\`*_{}\\[\\]()#+\\-.!|~>])");

    private Markdown() {}

    static String stripped(String markdown) {
        // Code is for the eye: a listing read aloud helps nobody.
        String text = FENCE.matcher(markdown).replaceAll(" ");
        text = COMMENT.matcher(text).replaceAll(" ");
        text = TAG.matcher(text).replaceAll(" ");
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\\R")) {
            String spoken = line(line);
            if (!spoken.isBlank()) {
                lines.add(spoken.strip());
            }
        }
        return String.join(" ", lines);
    }

    private static String line(String line) {
        if (RULE.matcher(line).matches() || TABLE_RULE.matcher(line).matches()) {
            return "";
        }
        String text = QUOTE.matcher(line).replaceFirst("");
        var heading = HEADING.matcher(text);
        var bullet = BULLET.matcher(text);
        var numbered = NUMBERED.matcher(text);
        if (heading.matches()) {
            text = ended(inline(heading.group(1)));
        } else if (bullet.matches()) {
            text = ended(inline(bullet.group(1)));
        } else if (numbered.matches()) {
            text = numbered.group(1) + ": " + ended(inline(numbered.group(2)));
        } else if (text.strip().startsWith("|")
                && text.strip().endsWith("|")
                && text.strip().length() > 2) {
            text = row(text.strip());
        } else {
            text = inline(text);
        }
        return text;
    }

    private static String row(String row) {
        List<String> cells = new ArrayList<>();
        for (String cell : row.substring(1, row.length() - 1).split("\\|")) {
            if (!cell.isBlank()) {
                cells.add(inline(cell).strip());
            }
        }
        return ended(String.join(", ", cells));
    }

    static String inline(String text) {
        String plain = IMAGE.matcher(text).replaceAll("$1");
        plain = LINK.matcher(plain).replaceAll("$1");
        plain = FOOTNOTE.matcher(plain).replaceAll("");
        plain = CODE.matcher(plain).replaceAll("$1");
        plain = BOLD.matcher(plain).replaceAll("$2");
        plain = ITALIC.matcher(plain).replaceAll("$2");
        plain = STRIKE.matcher(plain).replaceAll("$1");
        return ESCAPED.matcher(plain).replaceAll("$1");
    }

    /** A list's item or a heading is heard as one only if the voice falls after it. */
    private static String ended(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() || ".,;:!?…".indexOf(stripped.charAt(stripped.length() - 1)) >= 0
                ? stripped
                : stripped + ".";
    }
}
