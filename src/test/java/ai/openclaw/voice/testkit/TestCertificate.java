package ai.openclaw.voice.testkit;

import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A key with a certificate that nobody else signed, for 127.0.0.1 and localhost. */
public final class TestCertificate {
    private static final char[] PASSWORD = "test-password".toCharArray();

    private TestCertificate() {}

    /** @param folder where the key is kept */
    public static KeyStore make(Path folder) throws Exception {
        Path file = folder.resolve("test.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool failed");
        }
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    /** Shows the certificate, and trusts it and no other. */
    public static SSLContext context(KeyStore keys) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers(keys), trustManagers(keys), null);
        return context;
    }

    public static KeyManager[] keyManagers(KeyStore keys) throws Exception {
        KeyManagerFactory ours = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        ours.init(keys, PASSWORD);
        return ours.getKeyManagers();
    }

    /** They trust this certificate and no other. */
    public static TrustManager[] trustManagers(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("test", keys.getCertificate("test"));
        TrustManagerFactory theirs = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        theirs.init(trusted);
        return theirs.getTrustManagers();
    }

    public static char[] password() {
        return PASSWORD.clone();
    }
}
