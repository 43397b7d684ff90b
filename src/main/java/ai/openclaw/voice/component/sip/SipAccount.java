package ai.openclaw.voice.component.sip;

/**
 * An extension of ours at an exchange: what is needed to register it and to place calls as it.
 *
 * @param extension the number, the user part of its address of record
 * @param displayName how it is called in From, or null
 * @param authId the digest user, which 3CX gives apart from the number
 * @param password never logged
 * @param registrar where REGISTER goes: host, or host:port
 * @param domain the host part of its address of record
 * @param proxy where everything that it sends goes first: host, or host:port; null for the registrar
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 * @param expiresSeconds how long a registration is asked to last
 */
public record SipAccount(
        String extension,
        String displayName,
        String authId,
        String password,
        String registrar,
        String domain,
        String proxy,
        String transport,
        int expiresSeconds) {

    /** 3CX keeps a registration for 120 s; asking for no more, the registrar's wish rarely differs. */
    public static final int DEFAULT_EXPIRES_SECONDS = 120;

    /** Where its requests are sent. */
    public String nextHop() {
        return proxy == null || proxy.isBlank() ? registrar : proxy;
    }

    @Override
    public String toString() {
        return extension + "@" + domain + " at " + registrar;
    }
}
