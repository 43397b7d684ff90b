package ai.openclaw.voice.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Downloads over HTTP; goes on where an earlier try broke off. */
final class HttpDownload {
    private final HttpClient client;
    private final Duration patience;
    /** Hosts that did not answer: not asked again for the next file. */
    private final Set<String> outOfReach = new HashSet<>();

    /**
     * @param connectWithin after this a host is out of reach
     * @param patience how long a host may send nothing
     */
    HttpDownload(Duration connectWithin, Duration patience) {
        this.patience = patience;
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(connectWithin).followRedirects(HttpClient.Redirect.NORMAL);
        proxy().ifPresent(builder::proxy);
        client = builder.build();
    }

    /** As curl and pip do, and Java by itself does not. */
    private static Optional<ProxySelector> proxy() {
        String proxy =
                System.getenv("https_proxy") != null ? System.getenv("https_proxy") : System.getenv("HTTPS_PROXY");
        if (proxy == null || proxy.isBlank() || System.getProperty("https.proxyHost") != null) {
            return Optional.empty();
        }
        URI uri = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
        return Optional.of(
                ProxySelector.of(new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 3128 : uri.getPort())));
    }

    /**
     * @param partial what an earlier try left is kept in it and gone on from
     * @param size how much is expected, in bytes; more is refused
     * @throws IOException with a message to show
     */
    void fetch(String address, Path partial, long size, String what, Progress progress)
            throws IOException, InterruptedException {
        URI uri = URI.create(address);
        if (outOfReach.contains(uri.getAuthority())) {
            throw new AlreadyTold();
        }
        long have = Files.exists(partial) ? Files.size(partial) : 0;
        if (have >= size) {
            Files.delete(partial);
            have = 0;
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(patience);
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        HttpResponse<InputStream> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpConnectTimeoutException | ConnectException e) {
            outOfReach.add(uri.getAuthority());
            throw new IOException("is out of reach", e);
        } catch (HttpTimeoutException e) {
            outOfReach.add(uri.getAuthority());
            throw new IOException("did not answer within " + patience.toSeconds() + " s", e);
        } catch (UnresolvedAddressException e) {
            outOfReach.add(uri.getAuthority());
            throw new IOException("is out of reach", e);
        }
        try (InputStream body = response.body()) {
            boolean goesOn = response.statusCode() == 206
                    && response.headers().firstValue("Content-Range").orElse("").startsWith("bytes " + have + "-");
            if (!goesOn && response.statusCode() != 200) {
                throw new IOException("answered with status " + response.statusCode());
            }
            copy(body, partial, goesOn ? have : 0, size, what, progress);
        }
    }

    private void copy(InputStream body, Path partial, long have, long size, String what, Progress progress)
            throws IOException {
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "download-watch");
            thread.setDaemon(true);
            return thread;
        });
        long[] last = {System.nanoTime()};
        boolean[] stalled = {false};
        long tick = Math.max(10, patience.toMillis() / 4);
        watch.scheduleAtFixedRate(
                () -> {
                    synchronized (last) {
                        if (System.nanoTime() - last[0] < patience.toNanos()) {
                            return;
                        }
                        stalled[0] = true;
                    }
                    closeQuietly(body); // A read that blocks for ever ends so.
                },
                tick,
                tick,
                TimeUnit.MILLISECONDS);
        StandardOpenOption mode = have > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (OutputStream out =
                Files.newOutputStream(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                out.write(buffer, 0, n);
                have += n;
                if (have > size) {
                    throw new IOException("sends more than the " + size + " bytes expected");
                }
                progress.bytes(what, have, size);
                synchronized (last) {
                    last[0] = System.nanoTime();
                }
            }
        } catch (IOException e) {
            synchronized (last) {
                throw stalled[0] ? new IOException("sent nothing for " + patience.toSeconds() + " s", e) : e;
            }
        } finally {
            watch.shutdownNow();
        }
        if (have < size) {
            throw new IOException("broke off after " + have + " of " + size + " bytes");
        }
    }

    /** The host did not answer for another file, which was said then. */
    static final class AlreadyTold extends IOException {
        AlreadyTold() {
            super("out of reach");
        }
    }

    private static void closeQuietly(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // It is being given up anyway.
        }
    }
}
