package ai.openclaw.voice.boot;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The system that is being replaced, as long as it still takes calls.
 *
 * @param uri where it is, for example {@code sip:127.0.0.1:5070}; empty when there is none
 * @param timeoutMs how long it may take to be heard of, ms; then v2 takes the call
 * @param maxCalls how many calls it may have at once through us; 0 leaves that to it
 * @param probeSeconds how often it is asked whether it is there
 */
record V1Settings(
        String uri,
        @DefaultValue("1500") int timeoutMs,
        @DefaultValue("0") int maxCalls,
        @DefaultValue("2") int probeSeconds) {
    V1Settings {
        Check.sipAddress("voice.v1.uri", uri, "sip:127.0.0.1:5070");
        Check.range("voice.v1.timeout-ms", timeoutMs, 100, 30_000, "1500");
        Check.range("voice.v1.max-calls", maxCalls, 0, 2000, "0");
        Check.range("voice.v1.probe-seconds", probeSeconds, 1, 3600, "2");
    }

    boolean isConfigured() {
        return uri != null && !uri.isBlank();
    }
}
