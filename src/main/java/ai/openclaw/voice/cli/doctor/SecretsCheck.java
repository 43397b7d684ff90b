package ai.openclaw.voice.cli.doctor;

import ai.openclaw.voice.boot.VoiceProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Files with passwords in them are their owner's alone. */
final class SecretsCheck implements DoctorCheck {
    @Override
    public String name() {
        return "secrets";
    }

    @Override
    public List<Finding> look(Patient patient) throws IOException {
        VoiceProperties voice = patient.settings();
        Set<String> files = new TreeSet<>(Set.of(
                ".env",
                "data/sip-tls.p12",
                voice.devicesFile(),
                voice.admin().passwordFile(),
                voice.api().tokenFile()));
        System.getenv().forEach((variable, value) -> {
            if (variable.startsWith("VOICE_") && variable.endsWith("_FILE") && variable.contains("PASSWORD")) {
                files.add(value);
            }
        });
        List<Finding> findings = new ArrayList<>();
        for (String file : files) {
            Path path = Path.of(file);
            if (Files.isRegularFile(path) && isOpen(path)) {
                findings.add(Finding.warning(name(), file + " can be read by other users", "chmod 600 " + file));
            }
        }
        return findings.isEmpty() ? List.of(Finding.ok(name(), "nobody else can read them")) : findings;
    }

    private static boolean isOpen(Path file) throws IOException {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            return permissions.contains(PosixFilePermission.OTHERS_READ);
        } catch (UnsupportedOperationException e) {
            // A file system without such permissions.
            return false;
        }
    }
}
