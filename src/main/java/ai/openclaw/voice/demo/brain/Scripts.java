package ai.openclaw.voice.demo.brain;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is to be said in which conversation. Thread-safe. */
public final class Scripts {
    private final Map<String, BrainScript> byKey = new ConcurrentHashMap<>();
    private volatile BrainScript others = BrainScript.NONE;

    /** @param sessionKey the conversation's key, with or without the agent before it */
    public void put(String sessionKey, BrainScript script) {
        byKey.put(bare(sessionKey), script);
    }

    /** In all conversations that have no script of their own. */
    public void forAll(BrainScript script) {
        others = script;
    }

    public void remove(String sessionKey) {
        byKey.remove(bare(sessionKey));
    }

    BrainScript.Part forQuestion(String sessionKey, String words) {
        return byKey.getOrDefault(bare(sessionKey), others).forQuestion(words);
    }

    private static String bare(String sessionKey) {
        return sessionKey.substring(sessionKey.lastIndexOf(':') + 1);
    }
}
