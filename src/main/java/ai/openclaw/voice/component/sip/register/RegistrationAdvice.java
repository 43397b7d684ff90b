package ai.openclaw.voice.component.sip.register;

import ai.openclaw.voice.component.sip.SipAccount;

/** What an operator can do about a registration that fails, in the words of 3CX and of our settings. */
public final class RegistrationAdvice {
    private RegistrationAdvice() {}

    public static String of(SipAccount account, RegisterOutcome outcome) {
        String key = "VOICE_EXT_" + account.extension();
        return switch (outcome.status()) {
            case 0 -> unanswered(account, outcome.text());
            case 401, 407 ->
                (account.extension().equals(account.authId())
                                ? key + "_AUTH_ID is the extension's own number, and 3CX gives another; then "
                                : "")
                        + "compare " + key + "_PASSWORD and " + key
                        + "_AUTH_ID with the authentication ID and password that 3CX shows for extension "
                        + account.extension();
            case 403 ->
                "is extension " + account.extension() + " there, and not disabled? Compare " + key
                        + "_AUTH_ID with 3CX, look at 3CX's IP blacklist, and at the extension's option"
                        + " that disallows its use outside of the local network";
            case 404 ->
                "3CX has no extension " + account.extension() + " in " + account.domain() + ": check VOICE_SIP_DOMAIN";
            case 423 -> "the exchange wants longer registrations";
            default -> outcome.status() >= 500 ? "the exchange has a problem of its own" : "see the exchange's log";
        };
    }

    private static String unanswered(SipAccount account, String why) {
        if (why.contains("certificate is for")) {
            return "set VOICE_SIP_REGISTRAR or VOICE_SIP_DOMAIN to a name that the certificate is for";
        }
        if (why.contains("certificate")) {
            return "set VOICE_SIP_TLS_TRUST to a PEM file with the exchange's certificate";
        }
        if (why.contains("name service") || why.contains("offers no SIP")) {
            return "check VOICE_SIP_REGISTRAR, VOICE_SIP_TRANSPORT (" + account.transport() + ") and voice.sip.dns";
        }
        return "check VOICE_SIP_REGISTRAR and VOICE_SIP_TRANSPORT (" + account.transport()
                + "), and that no firewall is between us and " + account.nextHop();
    }
}
