package ai.openclaw.voice.component.sip;

import java.util.Optional;

/** The extensions of ours that calls can be placed as. */
public interface Accounts {
    /** @param extension its number */
    Optional<SipAccount> find(String extension);
}
