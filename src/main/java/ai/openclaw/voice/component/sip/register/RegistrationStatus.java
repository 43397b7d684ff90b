package ai.openclaw.voice.component.sip.register;

/**
 * How it stands with one extension's registration.
 *
 * @param state in a word, see {@link RegistrationState}
 * @param registered whether the exchange sends us its calls
 * @param since ms since the epoch: when {@code registered} changed last
 * @param expiresAt ms since the epoch: when the exchange forgets us unless we renew; 0 when not registered
 * @param contact the address that we registered, or null
 * @param check what the exchange makes of our questions: {@code reaches-us}, {@code answered}, {@code silent} or
 *     {@code none}
 * @param accepted how often a REGISTER was accepted
 * @param failures how often a REGISTER was refused or not answered
 * @param reason why we are not registered, or null
 * @param advice what can be done about it, or null
 */
public record RegistrationStatus(
        String extension,
        String domain,
        String registrar,
        String proxy,
        String transport,
        String state,
        boolean registered,
        long since,
        long expiresAt,
        String contact,
        String check,
        long accepted,
        long failures,
        String reason,
        String advice) {}
