package ai.openclaw.voice.component.tts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The engines that a process has, by name, and which two of them are the primary and the fallback. Immutable. */
public final class TtsEngines implements AutoCloseable {
    /** The name under which routes ask for the engine that speaks when all is well. */
    public static final String PRIMARY = "primary";
    /** The name under which routes ask for the engine that speaks when the primary cannot. */
    public static final String FALLBACK = "fallback";

    private final Map<String, TtsEngine> byName = new LinkedHashMap<>();
    private final TtsEngine primary;
    private final TtsEngine fallback;

    /**
     * @param engines all engines there are, each with a name of its own
     * @param primary the name of one of them
     * @param fallback the name of one of them; it may be the primary's, if there is but one engine
     * @throws IllegalArgumentException when two share a name, or a name is not among them
     */
    public TtsEngines(List<TtsEngine> engines, String primary, String fallback) {
        for (TtsEngine engine : engines) {
            String name = engine.name();
            if (name.equals(PRIMARY) || name.equals(FALLBACK) || byName.put(name, engine) != null) {
                throw new IllegalArgumentException("two speech engines are named " + name);
            }
        }
        this.primary = named(primary);
        this.fallback = named(fallback);
    }

    /**
     * @param name {@code primary}, {@code fallback} or an engine's own name
     * @throws IllegalArgumentException when there is none of that name; the message lists those there are
     */
    public TtsEngine get(String name) {
        return switch (name) {
            case PRIMARY -> primary;
            case FALLBACK -> fallback;
            default -> named(name);
        };
    }

    /**
     * As {@link #get(String)}, for a caller whose extension has an engine of its own: that one is then primary, and what was
     * primary stands in for the one that otherwise stands in.
     *
     * @param own an engine's own name, or null
     */
    public TtsEngine get(String name, String own) {
        if (own == null || !name.equals(PRIMARY) && !name.equals(FALLBACK)) {
            return get(name);
        }
        return name.equals(PRIMARY) ? named(own) : own.equals(fallback.name()) ? primary : fallback;
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }

    public TtsEngine primary() {
        return primary;
    }

    public TtsEngine fallback() {
        return fallback;
    }

    private TtsEngine named(String name) {
        TtsEngine engine = byName.get(name);
        if (engine == null) {
            throw new IllegalArgumentException(
                    "no speech engine is named " + name + "; there are " + String.join(", ", byName.keySet()));
        }
        return engine;
    }

    @Override
    public void close() {
        byName.values().forEach(TtsEngine::close);
    }
}
