package ai.openclaw.voice.boot;

/** The operator's password. */
final class AdminPassword {
    private AdminPassword() {}

    static String of(VoiceProperties.Admin admin) {
        return SecretFile.of(
                admin.password(), "voice.admin.password-file", admin.passwordFile(), "a password for " + admin.user());
    }
}
