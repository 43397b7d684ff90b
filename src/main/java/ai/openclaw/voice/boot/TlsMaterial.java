package ai.openclaw.voice.boot;

import ai.openclaw.voice.component.sip.SipTls;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** Key, certificate and trust for SIP over TLS: from PEM files, else made now and kept. */
final class TlsMaterial {
    private static final Logger LOG = LoggerFactory.getLogger(TlsMaterial.class);
    /** The format wants one; what guards the key is who may read the file. */
    private static final String STORE_PASSWORD = "openclaw-voice";

    private static final int KEYTOOL_SECONDS = 60;

    private TlsMaterial() {}

    /** @param address what phones call us by; stands in a certificate that we make ourselves */
    static SipTls of(SipSettings.Tls settings, String address) {
        try {
            KeyStore keys = settings.isGiven() ? fromPem(settings) : ownMade(Path.of(settings.store()), address);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, settings.isGiven() ? new char[0] : STORE_PASSWORD.toCharArray());
            return new SipTls(
                    managers.getKeyManagers(),
                    trust(settings.trust()),
                    settings.trust().equals("system"));
        } catch (GeneralSecurityException | IOException e) {
            throw new BadSettingException(
                    "voice.sip.tls.store", settings.store(), "cannot be used: " + e.getMessage(), "data/sip-tls.p12");
        }
    }

    private static KeyStore fromPem(SipSettings.Tls settings) {
        String certificate = read("voice.sip.tls.certificate", settings.certificate());
        String key = read("voice.sip.tls.key", settings.key());
        try {
            return new PemSslStoreBundle(
                            PemSslStoreDetails.forCertificate(certificate).withPrivateKey(key), null)
                    .getKeyStore();
        } catch (RuntimeException e) {
            throw new BadSettingException(
                    "voice.sip.tls.certificate",
                    settings.certificate(),
                    "and its key are no PEM files that belong together",
                    "/etc/ssl/voice.pem");
        }
    }

    private static String read(String key, String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new BadSettingException(
                    key, file, "cannot be read (" + e.getClass().getSimpleName() + ")", "/etc/ssl/voice.pem");
        }
    }

    private static KeyStore ownMade(Path store, String address) throws IOException, GeneralSecurityException {
        if (!Files.exists(store)) {
            make(store, address);
            LOG.info("made a certificate for SIP over TLS and left it in {}", store);
        }
        return KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
    }

    /** By Java's own keytool: Java has no public class that signs certificates. */
    private static void make(Path store, String address) throws IOException {
        if (store.toAbsolutePath().getParent() != null) {
            Files.createDirectories(store.toAbsolutePath().getParent());
        }
        boolean isNumeric = address.matches("[0-9.]+") || address.contains(":");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "sip",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-validity",
                        "3650",
                        "-dname",
                        "CN=" + address,
                        "-ext",
                        "san=" + (isNumeric ? "ip:" : "dns:") + address,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!keytool.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                keytool.destroyForcibly();
                throw new IOException("keytool could not make a certificate for " + address);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a certificate was made", e);
        }
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-------"));
    }

    private static TrustManager[] trust(String trust) throws GeneralSecurityException {
        return switch (trust) {
            case "system" -> null;
            case "any" -> new TrustManager[] {new TrustAnybody()};
            default -> {
                KeyStore trusted;
                try {
                    trusted = new PemSslStoreBundle(
                                    null, PemSslStoreDetails.forCertificate(read("voice.sip.tls.trust", trust)))
                            .getTrustStore();
                } catch (IllegalStateException | IllegalArgumentException e) {
                    throw new BadSettingException(
                            "voice.sip.tls.trust", trust, "holds no certificate in PEM", "system, any, pbx.pem");
                }
                TrustManagerFactory managers =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                managers.init(trusted);
                yield managers.getTrustManagers();
            }
        };
    }

    /** For an exchange whose certificate nobody signed; the operator has chosen it. */
    private static final class TrustAnybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
