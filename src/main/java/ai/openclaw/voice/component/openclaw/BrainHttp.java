package ai.openclaw.voice.component.openclaw;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The pooled HTTP connections to brains. Deadlines are the callers' business: they close the {@link Call}. */
final class BrainHttp implements Closeable {
    /** The gateway closes connections that were idle for 5 s; those near it are not worth the risk. */
    private static final TimeValue REUSE_WITHIN = TimeValue.ofSeconds(4);
    /** How many calls one process holds is limited elsewhere; the pool must not be what makes a caller wait. */
    private static final int MAX_CONNECTIONS = 2000;
    /** After a restart of the brain every pooled connection is dead, and others may put back theirs meanwhile. */
    private static final int MAX_STALE_CONNECTIONS = 5;

    private final PoolingHttpClientConnectionManager pool;
    private final CloseableHttpClient client;

    BrainHttp(int connectTimeoutMs) {
        pool = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(MAX_CONNECTIONS)
                .setMaxConnPerRoute(MAX_CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofMilliseconds(connectTimeoutMs))
                        .setSocketTimeout(Timeout.DISABLED)
                        // The check costs a blocking read of 1 ms; a dead connection is noticed and replaced anyway.
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .build();
        client = HttpClients.custom()
                .setConnectionManager(pool)
                .setKeepAliveStrategy((response, context) -> REUSE_WITHIN)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.DISABLED)
                        // HttpClient would offer TLS by Upgrade, which a Node server takes for a WebSocket.
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /** A call that is not made yet. {@code request} is asked again for each attempt. */
    Call prepare(Supplier<HttpUriRequestBase> request) {
        return new Call(request);
    }

    /** How many connections lie idle in the pool. */
    int idleConnections() {
        return pool.getTotalStats().getAvailable();
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    /** One request and its reply. {@link #close} may come from any thread, at any time, and closes the connection. */
    final class Call implements Closeable {
        private final Supplier<HttpUriRequestBase> requests;
        private HttpUriRequestBase current;
        private boolean closed;

        private Call(Supplier<HttpUriRequestBase> requests) {
            this.requests = requests;
        }

        /**
         * Sends the request and returns as soon as the reply's head is there. A pooled connection that turns out to be
         * dead before the reply's first byte is replaced, which is no failure of the brain.
         *
         * @throws IOException when there was no reply
         */
        ClassicHttpResponse send() throws IOException {
            for (int stale = 0; ; stale++) {
                HttpUriRequestBase request = begin();
                HttpClientContext context = HttpClientContext.create();
                try {
                    return client.executeOpen(null, request, context);
                } catch (IOException e) {
                    if (stale >= MAX_STALE_CONNECTIONS || isClosed() || !wasReused(context)) {
                        throw e;
                    }
                    pool.closeExpired();
                    pool.closeIdle(TimeValue.ZERO_MILLISECONDS);
                } catch (CancellationException e) {
                    throw new IOException("cancelled", e);
                }
            }
        }

        private boolean wasReused(HttpClientContext context) {
            EndpointDetails connection = context.getEndpointDetails();
            return connection != null && connection.getResponseCount() > 0;
        }

        private synchronized HttpUriRequestBase begin() throws IOException {
            if (closed) {
                throw new IOException("cancelled");
            }
            current = requests.get();
            return current;
        }

        private synchronized boolean isClosed() {
            return closed;
        }

        @Override
        public synchronized void close() {
            closed = true;
            if (current != null) {
                current.cancel();
            }
        }
    }
}
