package ai.openclaw.voice.outbound;

/** A request for a call is not one. The message names the field, the value and the rule; it is for whoever asked. */
public class InvalidRequestException extends Exception {
    private final String field;

    /** @param value what was given, or null when nothing was */
    InvalidRequestException(String field, Object value, String rule) {
        super("Field \"" + field + "\" " + rule + given(value));
        this.field = field;
    }

    public String field() {
        return field;
    }

    private static String given(Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString().replaceAll("\\p{Cntrl}+", " ");
        return ", not \"" + (text.length() > 60 ? text.substring(0, 60) + "..." : text) + "\"";
    }
}
