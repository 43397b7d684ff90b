package ai.openclaw.voice.component.sip;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** What TLS needs: our key and certificate, and whom we trust. */
public final class SipTls {
    private final KeyManager[] keys;
    private final X509ExtendedTrustManager trust;
    private final boolean checksNames;
    private final SSLContext context;

    /**
     * @param keys null for none
     * @param trust null for whom Java trusts
     * @param checksNames whether the certificate of an exchange must bear a name that we call it by (RFC 5922); useless
     *     when we trust anybody, or one certificate by name
     */
    public SipTls(KeyManager[] keys, TrustManager[] trust, boolean checksNames) throws GeneralSecurityException {
        this.keys = keys;
        this.trust = extended(trust == null ? ofJava() : trust);
        this.checksNames = checksNames;
        this.context = context(this.trust);
    }

    private static TrustManager[] ofJava() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return factory.getTrustManagers();
    }

    private static X509ExtendedTrustManager extended(TrustManager[] managers) {
        for (TrustManager one : managers) {
            if (one instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new IllegalArgumentException("no trust manager knows certificates");
    }

    private SSLContext context(X509ExtendedTrustManager trusted) throws GeneralSecurityException {
        SSLContext made = SSLContext.getInstance("TLS");
        made.init(keys, new TrustManager[] {trusted}, null);
        return made;
    }

    /** For connections that others open to us. */
    public SSLContext context() {
        return context;
    }

    /** Whether a certificate must bear a name that we call its owner by. */
    public boolean checksNames() {
        return checksNames;
    }

    /** For those that we open. */
    SSLContext clientContext(HostNames names) {
        try {
            return context(new NamedPeers(trust, names, checksNames));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what was possible once is not any more", e);
        }
    }
}
