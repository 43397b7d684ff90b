package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.speech.SpokenText;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The configured phrases, by name: what the assistant says when it is not answering. */
public final class Phrases {
    private final Map<String, Speakable> byName;

    public Phrases(Map<String, String> configured) {
        byName = configured.entrySet().stream()
                .filter(e -> !e.getValue().isBlank())
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, e -> Speakable.ofPhrase(SpokenText.of(e.getValue()))));
    }

    /** @throws IllegalArgumentException when no phrase of this name is configured */
    public Speakable get(String name) {
        Speakable phrase = byName.get(name);
        if (phrase == null) {
            throw new IllegalArgumentException("no phrase '" + name + "': configure voice.phrases." + name);
        }
        return phrase;
    }

    /** The phrase, or nothing to say when none of this name is configured. */
    public List<Speakable> orNothing(String name) {
        return Optional.ofNullable(byName.get(name)).stream().toList();
    }

    public Speakable getOrNull(String name) {
        return byName.get(name);
    }

    public Collection<Speakable> all() {
        return byName.values();
    }
}
