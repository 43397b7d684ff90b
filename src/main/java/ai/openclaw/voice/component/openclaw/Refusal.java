package ai.openclaw.voice.component.openclaw;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a brain means by a status other than 200. */
final class Refusal {
    private static final Logger LOG = LoggerFactory.getLogger(Refusal.class);

    private static final int MAX_TEXT_BYTES = 8192;
    /** For a 429 without Retry-After. */
    private static final long DEFAULT_RETRY_AFTER_MS = 1000;
    /** The gateway passes its upstream's 429 on as text, Retry-After included. */
    private static final Pattern RETRY_AFTER_IN_TEXT =
            Pattern.compile("retry[ -]after\\W{0,4}(\\d{1,6})", Pattern.CASE_INSENSITIVE);

    private Refusal() {}

    static OpenClawException read(ClassicHttpResponse response, RateGate gate, long maxRetryAfterMs) {
        int status = response.getCode();
        String text = text(response.getEntity());
        LOG.debug("The brain refused with status {}: {}", status, text);
        if (status == 429) {
            long ms = retryAfterMs(response.getFirstHeader("Retry-After"), text);
            gate.shutFor(ms);
            return OpenClawException.rateLimited(ms, maxRetryAfterMs);
        }
        String detail = "status " + status;
        if (status == 401 || status == 403) {
            return OpenClawException.of(Failure.UNAUTHORIZED, detail);
        }
        if (status < 500) {
            return OpenClawException.of(Failure.BAD_REQUEST, detail);
        }
        return OpenClawException.of(isLocked(text) ? Failure.SESSION_LOCKED : Failure.SERVER_ERROR, detail);
    }

    /** Whether an error's text says that another process holds the session. */
    static boolean isLocked(String text) {
        return text.contains("session file locked");
    }

    private static long retryAfterMs(Header header, String text) {
        String value = header == null ? "" : header.getValue().strip();
        if (value.matches("\\d{1,9}")) {
            return Long.parseLong(value) * 1000;
        }
        if (!value.isEmpty()) {
            try {
                Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                return Math.max(0, Duration.between(Instant.now(), at).toMillis());
            } catch (DateTimeParseException e) {
                LOG.debug("Retry-After is neither seconds nor a date: {}", value);
            }
        }
        Matcher inText = RETRY_AFTER_IN_TEXT.matcher(text);
        return inText.find() ? Long.parseLong(inText.group(1)) * 1000 : DEFAULT_RETRY_AFTER_MS;
    }

    private static String text(HttpEntity entity) {
        if (entity == null) {
            return "";
        }
        try (InputStream in = entity.getContent()) {
            return new String(in.readNBytes(MAX_TEXT_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
