package ai.openclaw.voice.component.sip;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a {@code sip:} endpoint is for: the word after the colon. */
enum SipAction {
    INVITE(true),
    CONFIRMED(true),
    CHANGED(true),
    AGREED(true),
    PRESSED(true),
    REFERRED(true),
    TRANSFERRED(true),
    ENDED(true),
    RINGING(true),
    ANSWERED(true),
    RING(false),
    PROGRESS(false),
    ANSWER(false),
    PROXY(false),
    REJECT(false),
    TRANSFER(false),
    FOLLOW(false),
    HANGUP(false),
    DIAL(false);

    private final boolean consumed;

    SipAction(boolean consumed) {
        this.consumed = consumed;
    }

    /** Whether routes begin with it; else routes send to it. */
    boolean isConsumed() {
        return consumed;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException naming the words that exist */
    static SipAction of(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("sip:" + word + " does not exist; there are "
                        + Arrays.stream(values()).map(a -> "sip:" + a.word()).collect(Collectors.joining(", "))));
    }
}
