package ai.openclaw.voice.call;

import java.util.Locale;
import java.util.Objects;

/**
 * Why we call somebody: what a call that we place is for.
 *
 * @param mode what happens once the message was said
 * @param message what the callee hears first
 * @param context what the brain has to know for the conversation, beside the message; empty for nothing
 * @param machine what is done when an answering machine picks up
 */
public record Errand(Mode mode, Speakable message, String context, OnMachine machine) {
    public enum Mode {
        /** The message is said once, then we hang up. */
        ANNOUNCE,
        /** The message takes the place of the greeting, and a conversation follows. */
        CONVERSATION
    }

    public enum OnMachine {
        /** Hang up without a word. */
        HANGUP,
        /** Say the message after the tone, and hang up. */
        LEAVE_MESSAGE,
        /** Not listened for: the message is said at once, to whoever picked up. */
        IGNORE;

        /** As it is configured and asked for: {@code leave-message}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Errand {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(machine, "machine");
        context = context == null ? "" : context.strip();
    }

    /** What the brain is told with each question of the call: it did not say the message itself. */
    public String briefing() {
        String said = "You have called this person yourself. When they picked up, they were told this in your name: \""
                + message.text() + "\"";
        return context.isEmpty() ? said : said + "\nWhat you know about the matter:\n" + context;
    }

    /** Neither what is to be said nor what is known belongs in a log. */
    @Override
    public String toString() {
        return mode + " errand";
    }
}
