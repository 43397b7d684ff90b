package ai.openclaw.voice.profile;

import ai.openclaw.voice.component.sip.SipAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is needed to register an extension: from its file, and where that says nothing from the environment. */
final class Accounts {
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final Pattern OF_EXTENSION = Pattern.compile("VOICE_EXT_([A-Z0-9]+)_(?:PASSWORD|PASSWORD_FILE)");
    private static final Predicate<String> HOST_AND_PORT =
            Pattern.compile("(\\[[0-9A-Fa-f:]+]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?").asMatchPredicate();
    private static final Predicate<String> HOST =
            Pattern.compile("\\[[0-9A-Fa-f:]+]|[A-Za-z0-9.-]+").asMatchPredicate();
    private static final Set<String> TRANSPORTS = Set.of("udp", "tcp", "tls");
    private static final int SHORTEST_EXPIRES_S = 30;
    private static final int LONGEST_EXPIRES_S = 86_400;

    private final AccountDefaults defaults;

    Accounts(AccountDefaults defaults) {
        this.defaults = defaults;
    }

    /** Extensions for which the environment alone has a password. */
    Set<String> ofEnvironment() {
        return defaults.variables().names().stream()
                .map(OF_EXTENSION::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The account, or null when the extension is not registered: nobody gave a password for it.
     *
     * @throws WrongProfileException when what is said does not suffice
     */
    SipAccount of(ExtensionEntry entry) {
        String password = password(entry);
        String registrar = orElse(
                entry.text("sip.registrar", HOST_AND_PORT, "must be host or host:port", "pbx.example.com"),
                defaults.registrar());
        if (password == null) {
            if (entry.hasBelow("sip.")) {
                throw new WrongProfileException(
                        entry.place(),
                        "sip: of " + entry.extension() + " has no password",
                        "password-env: " + variable(entry.extension(), "PASSWORD"));
            }
            return null;
        }
        if (registrar == null) {
            return withoutRegistrar(entry);
        }
        String transport = orElse(
                lower(entry.text(
                        "sip.transport", value -> TRANSPORTS.contains(lower(value)), "must be udp, tcp or tls", "udp")),
                defaults.transport());
        return new SipAccount(
                entry.extension(),
                entry.text("name"),
                orElse(entry.text("sip.auth-id"), orElse(variableOf(entry.extension(), "AUTH_ID"), entry.extension())),
                password,
                registrar,
                orElse(
                        entry.text("sip.domain", HOST, "must be a host without a port", "pbx.example.com"),
                        orElse(defaults.domain(), registrar.replaceFirst(":[0-9]+$", ""))),
                orElse(
                        entry.text("sip.proxy", HOST_AND_PORT, "must be host or host:port", "sbc.example.com:5060"),
                        defaults.proxy()),
                transport,
                entry.number("sip.expires", SHORTEST_EXPIRES_S, LONGEST_EXPIRES_S, SipAccount.DEFAULT_EXPIRES_SECONDS));
    }

    /** v1's file names no registrar, so it alone registers nobody; who gave a password here wanted more. */
    private static SipAccount withoutRegistrar(ExtensionEntry entry) {
        if (entry.has("sip.password") && !entry.has("sip.password-env") && !entry.has("sip.password-file")) {
            LOG.warn("{} is not registered: VOICE_SIP_REGISTRAR is not set", entry.extension());
            return null;
        }
        throw new WrongProfileException(
                entry.place(),
                entry.extension() + " has a password, but no registrar: set VOICE_SIP_REGISTRAR",
                "VOICE_SIP_REGISTRAR=pbx.example.com");
    }

    private String password(ExtensionEntry entry) {
        if (entry.has("sip.password-env")) {
            String name = entry.text("sip.password-env");
            String password = defaults.variables().get(name);
            if (password == null || password.isBlank()) {
                throw entry.wrong("sip.password-env", "the variable " + name + " is not set", "");
            }
            return password;
        }
        if (entry.has("sip.password-file")) {
            return read(Path.of(entry.text("sip.password-file")), entry.placeOf("sip.password-file"));
        }
        String ofEnvironment = variableOf(entry.extension(), "PASSWORD");
        if (ofEnvironment != null) {
            return ofEnvironment;
        }
        String file = variableOf(entry.extension(), "PASSWORD_FILE");
        return file != null
                ? read(Path.of(file), new Place(variable(entry.extension(), "PASSWORD_FILE"), 0))
                : entry.text("sip.password");
    }

    /** The file that the password is read from, or null. */
    Path passwordFile(ExtensionEntry entry) {
        String file = orElse(entry.text("sip.password-file"), variableOf(entry.extension(), "PASSWORD_FILE"));
        return file == null ? null : Path.of(file);
    }

    private static String read(Path file, Place place) {
        try {
            String password = Files.readString(file).strip();
            if (!password.isEmpty()) {
                return password;
            }
        } catch (IOException e) {
            LOG.debug("While reading a password file", e);
        }
        throw new WrongProfileException(place, "the password file " + file + " cannot be read or is empty", "");
    }

    private String variableOf(String extension, String what) {
        String value = defaults.variables().get(variable(extension, what));
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static String variable(String extension, String what) {
        return "VOICE_EXT_" + extension.toUpperCase(Locale.ROOT) + "_" + what;
    }

    private static String orElse(String value, String other) {
        return value == null || value.isBlank() ? (other == null || other.isBlank() ? null : other) : value;
    }

    private static String lower(String value) {
        return value == null ? null : value.toLowerCase(Locale.ROOT);
    }
}
