package ai.openclaw.voice.call;

import java.util.Locale;

/** Why a caller who was to be handed over to somebody else is still with us. */
public enum TransferFailure {
    BUSY,
    NO_ANSWER,
    /** Somebody did not want it: whoever was called, or the exchange, which may not hand callers over. */
    REFUSED,
    /** There is no such number, or no way to it. */
    NOT_REACHED,
    /** It was not even asked for: the caller is being handed over to somebody already, or the call is at its end. */
    NOT_POSSIBLE;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
