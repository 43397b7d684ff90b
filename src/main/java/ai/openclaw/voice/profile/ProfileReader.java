package ai.openclaw.voice.profile;

import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.component.sip.SipAccount;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads {@code config/extensions.yaml}, v1's {@code devices.json} and the environment. What the first says of an extension
 * lies over what the second says.
 */
public final class ProfileReader {
    private final Path extensionsFile;
    private final Path devicesFile;
    private final ExtensionKeys keys;
    private final Accounts accounts;
    private final ProfileMaker maker;
    /** Whose change is a change of the extensions. */
    private volatile Set<Path> watched;

    /** Either file may be missing. */
    public ProfileReader(
            Path extensionsFile, Path devicesFile, MannersSource manners, Engines engines, AccountDefaults defaults) {
        this.extensionsFile = extensionsFile;
        this.devicesFile = devicesFile;
        keys = new ExtensionKeys(manners.keys());
        accounts = new Accounts(defaults);
        maker = new ProfileMaker(manners, engines);
        watched = files();
    }

    /** @throws WrongProfileException when something is written there that cannot work */
    ProfileSet read() {
        List<String> files = new ArrayList<>();
        return made(entries(files), files);
    }

    /**
     * The accounts alone, for whoever wants to know nothing else.
     *
     * @throws WrongProfileException when something is written of them that cannot work
     */
    public List<SipAccount> accounts() {
        return entries(new ArrayList<>()).values().stream()
                .map(accounts::of)
                .filter(Objects::nonNull)
                .toList();
    }

    /** @param files gets the names of those that were read */
    private Map<String, ExtensionEntry> entries(List<String> files) {
        Map<String, ExtensionEntry> entries = new LinkedHashMap<>();
        String devices = text(devicesFile, files);
        if (devices != null) {
            entries.putAll(keys.ofV1(JsonText.read(devicesFile.toString(), devices)));
        }
        String extensions = text(extensionsFile, files);
        if (extensions != null) {
            keys.ofYaml(YamlText.read(extensionsFile.toString(), extensions))
                    .forEach((extension, entry) -> entries.merge(extension, entry, ExtensionEntry::under));
        }
        for (String extension : accounts.ofEnvironment()) {
            Place place = new Place("VOICE_EXT_" + extension + "_PASSWORD", 0);
            boolean isThere = entries.keySet().stream().anyMatch(extension::equalsIgnoreCase);
            if (!isThere) {
                entries.put(extension, new ExtensionEntry(extension, place, Map.of()));
            }
        }
        return entries;
    }

    private ProfileSet made(Map<String, ExtensionEntry> entries, List<String> files) {
        Map<String, Profile> profiles = new LinkedHashMap<>();
        List<SipAccount> registered = new ArrayList<>();
        Set<Path> read = files();
        entries.forEach((extension, entry) -> {
            profiles.put(extension, maker.of(entry));
            if (accounts.passwordFile(entry) != null) {
                read.add(accounts.passwordFile(entry));
            }
            SipAccount account = accounts.of(entry);
            if (account != null) {
                registered.add(account);
            }
        });
        watched = Collections.unmodifiableSet(read);
        return new ProfileSet(Collections.unmodifiableMap(profiles), registered, files, Instant.now());
    }

    private Set<Path> files() {
        return new LinkedHashSet<>(List.of(extensionsFile, devicesFile));
    }

    /** The files that were read last, or looked for. */
    Set<Path> watched() {
        return watched;
    }

    private static String text(Path file, List<String> files) {
        try {
            String text = Files.readString(file);
            files.add(file.toString());
            return text;
        } catch (NoSuchFileException e) {
            return null;
        } catch (CharacterCodingException e) {
            throw new WrongProfileException(new Place(file.toString(), 1), "this is no UTF-8 text", "");
        } catch (IOException e) {
            throw new WrongProfileException(
                    new Place(file.toString(), 1),
                    "cannot be read (" + e.getClass().getSimpleName() + ")",
                    "");
        }
    }
}
