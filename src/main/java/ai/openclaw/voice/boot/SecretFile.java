package ai.openclaw.voice.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A secret that guards something of ours: as it is set, else from its file, else made now and left in that file. */
final class SecretFile {
    private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);
    /** 18 bytes are 24 characters of Base64: beyond guessing, and still possible to type. */
    private static final int RANDOM_BYTES = 18;

    private SecretFile() {}

    /**
     * @param configured the secret, or nothing
     * @param key the key that names the file
     * @param what what it is called in the log, for example "a password for admin"
     */
    static String of(String configured, String key, String name, String what) {
        if (configured != null && !configured.isBlank()) {
            return configured;
        }
        Path file = Path.of(name);
        try {
            if (Files.exists(file)) {
                String secret = Files.readString(file).strip();
                if (secret.isEmpty()) {
                    throw new BadSettingException(key, file, "is an empty file", "data/" + file.getFileName());
                }
                return secret;
            }
            byte[] random = new byte[RANDOM_BYTES];
            new SecureRandom().nextBytes(random);
            String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, secret + "\n");
            LOG.info("made {} and left it in {}", what, file);
            return secret;
        } catch (IOException | UnsupportedOperationException e) {
            throw new BadSettingException(
                    key,
                    file,
                    "cannot be read or written (" + e.getClass().getSimpleName() + ")",
                    "data/" + file.getFileName());
        }
    }
}
