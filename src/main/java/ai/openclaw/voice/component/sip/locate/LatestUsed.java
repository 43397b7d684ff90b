package ai.openclaw.voice.component.sip.locate;

import java.util.LinkedHashMap;
import java.util.Map;

/** Memory for what others name: what was used last stays, so that nobody can fill ours. */
public final class LatestUsed {
    private LatestUsed() {}

    /** A map of so many entries at the most. Not thread-safe: reading it changes it, too. */
    public static <K, V> Map<K, V> map(int most) {
        return new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }
}
