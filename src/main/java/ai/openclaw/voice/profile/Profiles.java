package ai.openclaw.voice.profile;

import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.component.sip.SipConstants;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The extensions that are in force. Steps of the routes name its methods. Read anew while running: what cannot work is
 * refused, and what was in force before stays so.
 */
public final class Profiles {
    private static final Logger LOG = LoggerFactory.getLogger(Profiles.class);

    private final ProfileReader reader;
    private final Function<String, Profile> others;
    private final List<String> ofV2;
    private final List<String> ofV1;
    private final List<Consumer<ProfileSet>> listeners = new CopyOnWriteArrayList<>();
    private volatile ProfileSet inForce;
    private volatile String problem;

    /**
     * Reads them.
     *
     * @param others the profile of an extension that nothing is said of
     * @param ofV2 extensions that v2 answers, as far as their profile does not say it
     * @param ofV1 extensions that v1 answers, likewise
     * @throws WrongProfileException when something is written there that cannot work
     */
    public Profiles(ProfileReader reader, Function<String, Profile> others, List<String> ofV2, List<String> ofV1) {
        this.reader = reader;
        this.others = others;
        this.ofV2 = List.copyOf(ofV2);
        this.ofV1 = List.copyOf(ofV1);
        inForce = reader.read();
        LOG.info("{}", summary());
    }

    /** The profile of an extension; the one that holds for all others when nothing is said of it. */
    public Profile of(@Header(VoiceHeaders.EXTENSION) String extension) {
        Profile profile = inForce.profiles().get(extension);
        return profile == null ? others.apply(extension) : profile;
    }

    /**
     * Which version takes calls to the extension: what its profile says; or else the lists of the settings; or else v2 when it
     * has a profile, because it was written for us.
     *
     * @return {@code v1}, {@code v2}, or {@code none} when nobody knows the extension
     */
    public String versionOf(@Header(VoiceHeaders.EXTENSION) String extension) {
        Profile profile = inForce.profiles().get(extension);
        if (profile != null && profile.version() != null) {
            return profile.version();
        }
        if (ofV2.contains(extension)) {
            return "v2";
        }
        if (ofV1.contains(extension)) {
            return "v1";
        }
        return profile == null ? "none" : "v2";
    }

    /** Whether this caller may call this extension. */
    public boolean admits(
            @Header(VoiceHeaders.EXTENSION) String extension, @Header(SipConstants.CALLER) String caller) {
        return of(extension).admits(caller == null ? "" : caller);
    }

    public ProfileSet inForce() {
        return inForce;
    }

    /** Why what was read last is not in force; empty when it is. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Tells what is in force, now and after each change. */
    public void onChange(Consumer<ProfileSet> listener) {
        listeners.add(listener);
        listener.accept(inForce);
    }

    /**
     * Reads all anew. Calls in progress keep the profile that they began with.
     *
     * @throws WrongProfileException when it cannot work; what was in force stays so
     */
    public synchronized ProfileSet reload() {
        ProfileSet read;
        try {
            read = reader.read();
            keepFiles(read);
        } catch (WrongProfileException e) {
            if (!e.getMessage().equals(problem)) {
                LOG.error("extensions are not taken over, what was in force stays so: {}", e.getMessage());
            }
            problem = e.getMessage();
            throw e;
        }
        problem = null;
        boolean same = read.saysTheSameAs(inForce);
        inForce = read;
        if (!same) {
            LOG.info("{}", summary());
            listeners.forEach(listener -> listener.accept(read));
        }
        return read;
    }

    /** A file that vanishes while we run is a mistake more often than a wish, and would end every registration. */
    private void keepFiles(ProfileSet read) {
        for (String file : inForce.files()) {
            if (!read.files().contains(file)) {
                throw new WrongProfileException(file + " is gone; an empty file says that there is nothing to say");
            }
        }
    }

    private String summary() {
        ProfileSet set = inForce;
        return set.profiles().size() + " extensions are described in "
                + (set.files().isEmpty() ? "the environment" : String.join(" and ", set.files())) + ", "
                + set.accounts().size() + " of them are to be registered";
    }
}
