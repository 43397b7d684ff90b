package ai.openclaw.voice.call;

import java.util.List;

/**
 * What is particular to the calls of one extension. A call keeps the profile that it began with. Null stands for what holds
 * for all extensions.
 *
 * @param extension its number
 * @param version which system takes its calls: {@code v1} or {@code v2}; null when the canary router's lists decide
 * @param manners how its calls are held
 * @param persona the system text of its questions to the brain
 * @param agent the OpenClaw agent that answers
 * @param language a BCP 47 tag such as {@code en-US}
 * @param voice the voice that speaks, as the engine names it
 * @param stt the engine that hears
 * @param tts the engine that speaks
 * @param allowedCallers who may call it; one that ends in {@code *} stands for all that begin so; empty for everybody
 * @param hands what the brain may do to its calls
 */
public record Profile(
        String extension,
        String version,
        Manners manners,
        String persona,
        String agent,
        String language,
        String voice,
        String stt,
        String tts,
        List<String> allowedCallers,
        Hands hands) {
    public Profile {
        allowedCallers = List.copyOf(allowedCallers);
    }

    /** A profile in which nothing but the manners is set. */
    public static Profile of(String extension, Manners manners) {
        return new Profile(extension, null, manners, null, null, null, null, null, null, List.of(), Hands.DEFAULT);
    }

    /** Whether this caller may call the extension. */
    public boolean admits(String caller) {
        return allowedCallers.isEmpty()
                || allowedCallers.stream()
                        .anyMatch(one -> one.endsWith("*")
                                ? caller.startsWith(one.substring(0, one.length() - 1))
                                : one.equals(caller));
    }
}
