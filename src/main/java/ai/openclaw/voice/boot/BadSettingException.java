package ai.openclaw.voice.boot;

/** A setting that the program cannot start with. Its message is one line that names the key, the value and an example. */
public class BadSettingException extends RuntimeException {
    private final String key;
    private final transient Object value;
    private final String rule;
    private final String example;

    /**
     * @param key the property, for example {@code voice.sip.port}
     * @param value what it was set to; never a secret
     * @param rule what it has to be
     * @param example a value that works
     */
    public BadSettingException(String key, Object value, String rule, String example) {
        super(key + "=" + value + " " + rule + ", for example " + key + "=" + example);
        this.key = key;
        this.value = value;
        this.rule = rule;
        this.example = example;
    }

    /** The same, of a setting that is found below another key. */
    BadSettingException(BadSettingException other, String below, String insteadBelow) {
        super(other.getMessage()
                .replace(below, insteadBelow)); // without the other as its cause, which would be told instead
        key = other.key.replace(below, insteadBelow);
        value = other.value;
        rule = other.rule;
        example = other.example;
    }

    String key() {
        return key;
    }

    /** Its value and what it has to be, for a message that names the key by itself. */
    String what() {
        return value + " " + rule;
    }

    String example() {
        return example;
    }
}
