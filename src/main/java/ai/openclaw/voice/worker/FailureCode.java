package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.Coded;
import java.util.Locale;

/** Names a failure for records and meters in few words, without its message: those come from outside and may say anything. */
final class FailureCode {
    private FailureCode() {}

    /** For example {@code first-token-timeout}, {@code call-not-permitted}. */
    static String of(Throwable failure) {
        if (failure == null) {
            return "unknown";
        }
        if (failure instanceof Coded coded) {
            return coded.code();
        }
        return failure.getClass()
                .getSimpleName()
                .replaceAll("Exception$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
