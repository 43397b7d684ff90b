package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.Coded;
import java.util.Locale;

/** Names a failure for records and meters in few words, without its message: those come from outside and may say anything. */
final class FailureCode {
    private FailureCode() {}

    /**
     * @param step what was being done, for example {@code brain}
     * @return for example {@code brain:first-token-timeout}
     */
    static String of(String step, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Coded coded) {
                return coded.code();
            }
        }
        return step + ":" + (failure == null ? "unknown" : nameOf(failure));
    }

    private static String nameOf(Throwable failure) {
        return failure.getClass()
                .getSimpleName()
                .replaceAll("Exception$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
