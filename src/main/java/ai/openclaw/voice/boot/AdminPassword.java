package ai.openclaw.voice.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's password: from the environment, else from its file, else made now and left in that file. */
final class AdminPassword {
    private static final Logger LOG = LoggerFactory.getLogger(AdminPassword.class);
    /** 18 bytes are 24 characters of Base64: beyond guessing, and still possible to type. */
    private static final int RANDOM_BYTES = 18;

    private AdminPassword() {}

    static String of(VoiceProperties.Admin admin) {
        if (admin.password() != null && !admin.password().isBlank()) {
            return admin.password();
        }
        Path file = Path.of(admin.passwordFile());
        try {
            if (Files.exists(file)) {
                String password = Files.readString(file).strip();
                if (password.isEmpty()) {
                    throw new BadSettingException(
                            "voice.admin.password-file", file, "is an empty file", "data/admin-password");
                }
                return password;
            }
            byte[] random = new byte[RANDOM_BYTES];
            new SecureRandom().nextBytes(random);
            String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, password + "\n");
            LOG.info("made a password for {} and left it in {}", admin.user(), file);
            return password;
        } catch (IOException | UnsupportedOperationException e) {
            throw new BadSettingException(
                    "voice.admin.password-file",
                    file,
                    "cannot be read or written (" + e.getClass().getSimpleName() + ")",
                    "data/admin-password");
        }
    }
}
