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
     * @param engines all with different names
     * @param primary the name of one of them
     * @param fallback the name of one of them; the primary's own where there is no other
     * @throws IllegalArgumentException when two engines have one name, or a name is nobody's
     */
    public SttEngines(Collection<? extends SttEngine> engines, String primary, String fallback) {
        for (SttEngine engine : engines) {
            if (byName.put(engine.name(), engine) != null) {
                throw new IllegalArgumentException("two speech-to-text engines are called " + engine.name());
            }
        }
        this.primary = primary;
        this.fallback = fallback;
        named(primary);
        named(fallback);
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

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    @Override
    public void close() {
        byName.values().forEach(SttEngine::close);
    }
}
