package ai.openclaw.voice.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.component.sip.SipTls;
import ai.openclaw.voice.testkit.TestCertificate;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsMaterialTest {
    @TempDir
    private Path folder;

    @Test
    void makesACertificateOnceAndKeepsIt() throws Exception {
        Path store = folder.resolve("data/sip-tls.p12");

        SipTls first = TlsMaterial.of(settings(null, null, "any", store), "127.0.0.1");
        byte[] kept = Files.readAllBytes(store);
        TlsMaterial.of(settings(null, null, "any", store), "127.0.0.1");

        assertThat(Files.readAllBytes(store)).isEqualTo(kept);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store)))
                .isEqualTo("rw-------");
        assertThat(first.checksNames()).isFalse();
        assertThat(nameShownBy(first, first)).isEqualTo("CN=127.0.0.1");
    }

    @Test
    void readsKeyCertificateAndTrustFromPemFiles() throws Exception {
        KeyStore keys = TestCertificate.make(folder);
        Path certificate = pem("CERTIFICATE", keys.getCertificate("test").getEncoded());
        Path key = pem(
                "PRIVATE KEY", keys.getKey("test", TestCertificate.password()).getEncoded());
        Path store = folder.resolve("unused.p12");

        SipTls server = TlsMaterial.of(settings(certificate, key, "system", store), "127.0.0.1");
        SipTls client = TlsMaterial.of(settings(certificate, key, certificate.toString(), store), "127.0.0.1");

        assertThat(server.checksNames()).isTrue();
        assertThat(nameShownBy(server, client)).isEqualTo("CN=localhost");
        assertThat(store).doesNotExist();
    }

    @Test
    void namesTheKeyOfWhatCannotBeUsed() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing");
        Path store = folder.resolve("s.p12");

        assertThatThrownBy(() -> TlsMaterial.of(settings(empty, empty, "any", store), "127.0.0.1"))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("voice.sip.tls.certificate");
        assertThatThrownBy(() -> TlsMaterial.of(settings(folder.resolve("no.pem"), empty, "any", store), "127.0.0.1"))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("no.pem");
        assertThatThrownBy(() -> TlsMaterial.of(settings(null, null, empty.toString(), store), "127.0.0.1"))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("voice.sip.tls.trust");
        assertThatThrownBy(() -> settings(empty, null, "any", store))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("voice.sip.tls.key");
    }

    private static String nameShownBy(SipTls server, SipTls client) throws Exception {
        try (SSLServerSocket listening = (SSLServerSocket) server.context()
                        .getServerSocketFactory()
                        .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SSLSocket calling =
                        (SSLSocket) client.context().getSocketFactory().createSocket()) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> {
                try (SSLSocket taken = (SSLSocket) listening.accept()) {
                    taken.startHandshake();
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            calling.connect(listening.getLocalSocketAddress());
            calling.startHandshake();
            served.join();
            return calling.getSession().getPeerPrincipal().getName();
        }
    }

    private Path pem(String what, byte[] bytes) throws Exception {
        return Files.writeString(
                folder.resolve(what.replace(' ', '-') + ".pem"),
                "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what
                        + "-----\n");
    }

    private static SipSettings.Tls settings(Path certificate, Path key, String trust, Path store) {
        return new SipSettings.Tls(
                certificate == null ? null : certificate.toString(),
                key == null ? null : key.toString(),
                trust,
                store.toString());
    }
}
