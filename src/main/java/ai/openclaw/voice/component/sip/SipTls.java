package ai.openclaw.voice.component.sip;

import javax.net.ssl.SSLContext;

/**
 * What TLS needs.
 *
 * @param context our key and certificate, and whom we trust
 * @param checksNames whether the certificate of an exchange must bear the name that we call it by (RFC 5922); useless when
 *     we trust anybody, or one certificate by name
 */
public record SipTls(SSLContext context, boolean checksNames) {}
