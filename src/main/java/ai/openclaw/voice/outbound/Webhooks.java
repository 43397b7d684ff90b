package ai.openclaw.voice.outbound;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.CallLog;
import ai.openclaw.voice.call.SerialExecutor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whoever asked for a call of each of its states, in their order, on threads of its own: no call waits for it. */
public final class Webhooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Told at once, and again after these times, ms. */
    private static final long[] RETRY_AFTER_MS = {500, 2000};

    private static final int TIMEOUT_SECONDS = 3;
    /** The same holds between any two bytes; this is for who sends one now and then, s. */
    private static final int LONGEST_SECONDS = 10;

    private static final int THREADS = 8;
    /** What does not fit is not told: whoever does not listen must not fill our memory. */
    private static final int MOST_WAITING = 1000;

    private final byte[] secret;
    private final Clock clock;
    private final CloseableHttpClient client;
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor deadlines;
    private final Map<CallId, SerialExecutor> byCall = new ConcurrentHashMap<>();

    /** @param secret what the signature is made with; null or empty for none */
    public Webhooks(WebhookPolicy policy, String secret, Clock clock) {
        this.secret = secret == null || secret.isBlank() ? null : secret.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
        client = client(policy);
        AtomicInteger count = new AtomicInteger();
        ThreadFactory daemons = task -> {
            Thread thread = new Thread(task, "webhook-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), daemons);
        threads.allowCoreThreadTimeOut(true);
        deadlines = new ScheduledThreadPoolExecutor(1, daemons);
        deadlines.setRemoveOnCancelPolicy(true);
    }

    private static CloseableHttpClient client(WebhookPolicy policy) {
        Timeout timeout = Timeout.ofSeconds(TIMEOUT_SECONDS);
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new DnsResolver() {
                            @Override
                            public InetAddress[] resolve(String host) throws UnknownHostException {
                                return policy.resolve(host);
                            }

                            @Override
                            public String resolveCanonicalHostname(String host) {
                                return host;
                            }
                        })
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(timeout).build())
                .setUserAgent("OpenClaw-3CX-Voice")
                .disableAutomaticRetries()
                // A redirection would lead where nobody has looked.
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /** Tells of the state that the call has now, if anybody wants to know. Returns at once. */
    void tell(OutboundCall call) {
        URI url = call.request().webhookUrl();
        if (url == null) {
            return;
        }
        Map<String, Object> event = call.event(clock.instant());
        try {
            byCall.computeIfAbsent(call.callId(), id -> new SerialExecutor(threads, id))
                    .execute(() -> deliver(url, event));
        } catch (RejectedExecutionException e) {
            LOG.warn("a webhook is left out: too many wait");
        }
        if (call.isOver()) {
            byCall.remove(call.callId());
        }
    }

    private void deliver(URI url, Map<String, Object> event) {
        for (int attempt = 0; !post(url, event); attempt++) {
            if (attempt >= RETRY_AFTER_MS.length) {
                LOG.warn("the webhook at {} was not told of {}", url.getHost(), event.get("event"));
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(RETRY_AFTER_MS[attempt]);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Whether there is no use in trying again. */
    private boolean post(URI url, Map<String, Object> event) {
        try (CallLog ignored = CallLog.named((String) event.get("callId"))) {
            String body = JSON.writeValueAsString(event);
            HttpPost request = new HttpPost(url);
            request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
            if (secret != null) {
                request.setHeader("X-Voice-Signature", "sha256=" + signature(body));
            }
            int status = statusOf(request);
            LOG.debug("the webhook answered {} to {}", status, event.get("event"));
            // 4xx says that the same again would be as wrong, except when it says "later".
            return status < 500 && status != 408 && status != 429;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            LOG.debug("the webhook could not be told: {}", e.toString());
            return false;
        }
    }

    /** What is answered. Nothing but its first line is wanted, so a body that never ends costs nothing. */
    private int statusOf(HttpPost request) throws IOException {
        ScheduledFuture<?> deadline = deadlines.schedule(request::cancel, LONGEST_SECONDS, TimeUnit.SECONDS);
        ClassicHttpResponse response = null;
        try {
            response = client.executeOpen(null, request, null);
            return response.getCode();
        } finally {
            deadline.cancel(false);
            // Before it is closed, which would read the body to its end.
            request.cancel();
            Closer.closeQuietly(response);
        }
    }

    private String signature(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        deadlines.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }
}
