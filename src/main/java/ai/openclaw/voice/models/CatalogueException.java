package ai.openclaw.voice.models;

/** The catalogue of models cannot be read; the message says where and why. */
public class CatalogueException extends RuntimeException {
    public CatalogueException(String message) {
        super(message);
    }

    public CatalogueException(String message, Throwable cause) {
        super(message, cause);
    }
}
