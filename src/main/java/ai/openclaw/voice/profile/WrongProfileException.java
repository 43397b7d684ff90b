package ai.openclaw.voice.profile;

/** An extension is described in a way that cannot work. The message is one line that names the place and what to write. */
public final class WrongProfileException extends RuntimeException {
    public WrongProfileException(String message) {
        super(message);
    }

    /** @param example what could stand there instead; empty for none */
    public WrongProfileException(Place place, String what, String example) {
        this(place + ": " + what + (example.isEmpty() ? "" : "; for example " + example));
    }
}
