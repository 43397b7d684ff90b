package ai.openclaw.voice.call;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the brain may do to a call to an extension, beyond talking. It is configuration: nothing that a caller or the model
 * says changes it.
 *
 * @param allowed the tools that are offered to the brain, and carried out
 * @param transferTo the numbers that a caller may be handed over to; one that ends in {@code *} stands for all that begin so
 * @param longestDtmf how many keys may be pressed at once
 * @param mostUses how often the tools may be used in one call, all together
 */
public record Hands(Set<Hand> allowed, List<String> transferTo, int longestDtmf, int mostUses) {
    /** Without a word in the configuration the brain can end the call, which it could always do by saying goodbye. */
    public static final Hands DEFAULT = new Hands(Set.of(Hand.END_CALL), List.of(), 32, 10);

    /** Nothing is allowed. */
    public static final Hands NONE = new Hands(Set.of(), List.of(), 1, 1);

    /** What there is to be allowed. The words are the tools' names at the brain. */
    public enum Hand {
        END_CALL,
        TRANSFER_CALL,
        SEND_DTMF;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Hands {
        allowed = Set.copyOf(allowed);
        transferTo = List.copyOf(transferTo);
    }

    public boolean may(Hand hand) {
        return allowed.contains(hand);
    }
}
