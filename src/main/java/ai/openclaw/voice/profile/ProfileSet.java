package ai.openclaw.voice.profile;

import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.component.sip.SipAccount;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All extensions, as they were read at one time.
 *
 * @param profiles by extension
 * @param accounts of those that are to be registered
 * @param files what it was read from
 */
public record ProfileSet(Map<String, Profile> profiles, List<SipAccount> accounts, List<String> files, Instant readAt) {
    public ProfileSet {
        accounts = List.copyOf(accounts);
        files = List.copyOf(files);
    }

    boolean saysTheSameAs(ProfileSet other) {
        return profiles.equals(other.profiles) && accounts.equals(other.accounts) && files.equals(other.files);
    }
}
