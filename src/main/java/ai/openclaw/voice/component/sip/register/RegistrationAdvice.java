package ai.openclaw.voice.component.sip.register;

import ai.openclaw.voice.component.sip.SipAccount;

/** What an operator can do about a registration that fails, in the words of 3CX and of our settings. */
final class RegistrationAdvice {
    private RegistrationAdvice() {}

    static String of(SipAccount account, RegisterOutcome outcome) {
        String key = "VOICE_EXT_" + account.extension();
        return switch (outcome.status()) {
            case 0 ->
                "check VOICE_SIP_REGISTRAR and VOICE_SIP_TRANSPORT (" + account.transport()
                        + "), and that no firewall is between us and " + account.nextHop();
            case 401, 407 ->
                "compare " + key + "_PASSWORD and " + key
                        + "_AUTH_ID with the authentication ID and password that 3CX shows for extension "
                        + account.extension();
            case 403 ->
                "compare " + key + "_AUTH_ID with 3CX, look at 3CX's IP blacklist, and at the extension's option"
                        + " that disallows its use outside of the local network";
            case 404 ->
                "3CX has no extension " + account.extension() + " in " + account.domain() + ": check VOICE_SIP_DOMAIN";
            case 423 -> "the exchange wants longer registrations";
            default -> outcome.status() >= 500 ? "the exchange has a problem of its own" : "see the exchange's log";
        };
    }
}
