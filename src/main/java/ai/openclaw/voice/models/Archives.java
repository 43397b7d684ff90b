package ai.openclaw.voice.models;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/** Takes files out of a package: tgz and tar.gz (npm), whl, jar and zip, deb. */
final class Archives {
    private Archives() {}

    /** Copies the one file with this path. @throws IOException when it is not in it */
    static void extract(Path archive, String inside, Path to) throws IOException, InterruptedException {
        if (isDebian(archive)) {
            Path all = Files.createTempDirectory(to.getParent(), "deb");
            unpackDebian(archive, all);
            Files.move(all.resolve(inside), to, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try (ArchiveInputStream<?> entries = open(archive)) {
            for (ArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.getName().equals(inside)) {
                    Files.copy(entries, to, StandardCopyOption.REPLACE_EXISTING);
                    return;
                }
            }
        }
        throw new IOException("has no " + inside);
    }

    /**
     * Unpacks what is below a folder of the archive.
     *
     * @param below the folder, empty for all
     * @throws IOException also when an entry would land outside {@code to}
     */
    static void unpack(Path archive, String below, Path to) throws IOException, InterruptedException {
        Files.createDirectories(to);
        if (isDebian(archive)) {
            unpackDebian(archive, to);
            return;
        }
        String prefix = below.isEmpty() || below.endsWith("/") ? below : below + "/";
        boolean any = false;
        try (ArchiveInputStream<?> entries = open(archive)) {
            for (ArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.isDirectory() || !entry.getName().startsWith(prefix)) {
                    continue;
                }
                Path target =
                        to.resolve(entry.getName().substring(prefix.length())).normalize();
                if (!target.startsWith(to)) {
                    throw new IOException("has an entry that leads outside: " + entry.getName());
                }
                Files.createDirectories(target.getParent());
                Files.copy(entries, target, StandardCopyOption.REPLACE_EXISTING);
                any = true;
            }
        }
        if (!any) {
            throw new IOException("has nothing below " + below);
        }
    }

    private static ArchiveInputStream<?> open(Path archive) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
        in.mark(4);
        boolean zip = in.read() == 'P' && in.read() == 'K';
        in.reset();
        return zip ? new ZipArchiveInputStream(in) : new TarArchiveInputStream(new GZIPInputStream(in, 1 << 16));
    }

    private static boolean isDebian(Path archive) {
        return archive.toString().endsWith(".deb");
    }

    /** Where there are Debian packages there is dpkg, which knows all their compressions. */
    private static void unpackDebian(Path archive, Path to) throws IOException, InterruptedException {
        Process dpkg = new ProcessBuilder("dpkg-deb", "--extract", archive.toString(), to.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        if (!dpkg.waitFor(2, TimeUnit.MINUTES) || dpkg.exitValue() != 0) {
            dpkg.destroyForcibly();
            throw new IOException("cannot be unpacked by dpkg-deb");
        }
    }
}
