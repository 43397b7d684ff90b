package ai.openclaw.voice.component.stt;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The engines there are, by name, and which of them is primary and which stands in for it. */
public final class SttEngines implements AutoCloseable {
    public static final String PRIMARY = "primary";
    public static final String FALLBACK = "fallback";

    private final Map<String, SttEngine> byName = new LinkedHashMap<>();
    private final String primary;
    private final String fallback;

    /**
     * @param engines all with different names, best first
     * @param primary the name of one of them; null for the first
     * @param fallback the name of one of them; null for the first that is not primary, or the primary where it is alone
     * @throws IllegalArgumentException when there is no engine, two have one name, or a name is nobody's
     */
    public SttEngines(Collection<? extends SttEngine> engines, String primary, String fallback) {
        for (SttEngine engine : engines) {
            if (byName.put(engine.name(), engine) != null) {
                throw new IllegalArgumentException("two speech-to-text engines are called " + engine.name());
            }
        }
        if (byName.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no speech-to-text engine: get the models (./voice models) or configure an HTTP engine");
        }
        this.primary = primary == null ? names().get(0) : primary;
        this.fallback = fallback != null
                ? fallback
                : names().stream()
                        .filter(name -> !name.equals(this.primary))
                        .findFirst()
                        .orElse(this.primary);
        named(PRIMARY);
        named(FALLBACK);
    }

    /**
     * @param name an engine's own name, {@code primary} or {@code fallback}
     * @throws IllegalArgumentException when no engine has that name; the message lists those there are
     */
    public SttEngine named(String name) {
        SttEngine engine = byName.get(
                switch (name) {
                    case PRIMARY -> primary;
                    case FALLBACK -> fallback;
                    default -> name;
                });
        if (engine == null) {
            throw new IllegalArgumentException(
                    "no speech-to-text engine is called '" + name + "'; there are " + byName.keySet());
        }
        return engine;
    }

    /**
     * As {@link #named(String)}, for a caller whose extension has an engine of its own: that one is then primary, and what
     * was primary stands in for the one that otherwise stands in.
     *
     * @param own an engine's own name, or null
     */
    public SttEngine named(String name, String own) {
        if (own == null || !name.equals(PRIMARY) && !name.equals(FALLBACK)) {
            return named(name);
        }
        return named(name.equals(PRIMARY) ? own : own.equals(fallback) ? primary : fallback);
    }

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    @Override
    public void close() {
        byName.values().forEach(SttEngine::close);
    }
}
