package ai.openclaw.voice.component.sip;

import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;

/**
 * Trusts whom another trusts, if the certificate bears one of the names that we may call that address by. Java's own check
 * knows one name only; a SIP server may show its domain's, whatever it is called itself (RFC 5922 section 7.2).
 */
final class NamedPeers extends X509ExtendedTrustManager {
    /** A certificate of a provider may have hundreds. */
    private static final int MOST_NAMES_TOLD = 3;

    private final X509ExtendedTrustManager trust;
    private final HostNames names;
    private final boolean checksNames;
    private final DefaultHostnameVerifier verifier = new DefaultHostnameVerifier();

    /** @param names is told what is wrong with whose certificate, too */
    NamedPeers(X509ExtendedTrustManager trust, HostNames names, boolean checksNames) {
        this.trust = trust;
        this.names = names;
        this.checksNames = checksNames;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        InetAddress address = socket.getInetAddress();
        try {
            trust.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            names.complain(address, "nobody whom we trust vouches for its certificate (" + namesIn(chain[0]) + ")");
            throw e;
        }
        List<String> wanted = names.namesOf(address);
        if (checksNames && wanted.stream().noneMatch(name -> bears(chain[0], name))) {
            String complaint =
                    "its certificate is for " + namesIn(chain[0]) + ", and not for " + String.join(" or ", wanted);
            names.complain(address, complaint);
            throw new CertificateException(complaint);
        }
        names.complain(address, null);
    }

    private boolean bears(X509Certificate certificate, String name) {
        try {
            verifier.verify(name.replaceAll("[\\[\\]]", ""), certificate);
            return true;
        } catch (SSLException e) {
            return false;
        }
    }

    private static String namesIn(X509Certificate certificate) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                return all.stream()
                        .limit(MOST_NAMES_TOLD)
                        .map(one -> Messages.quotable(String.valueOf(one.get(1))))
                        .collect(Collectors.joining(", "));
            }
        } catch (CertificateParsingException e) {
            // Then it has none that can be read.
        }
        return Messages.quotable(certificate.getSubjectX500Principal().getName());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        trust.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        trust.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trust.checkClientTrusted(chain, authType);
    }

    /** Of an engine nobody knows the address, and JAIN SIP uses none. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("only sockets are used");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("only sockets are used");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }
}
