package ai.openclaw.voice.component.tts;

import ai.openclaw.voice.call.Speakable;

/** Turns speakable text into speech. One instance serves all calls; implementations are thread-safe. */
public interface TtsEngine extends AutoCloseable {
    /** The name that {@code voice.tts.primary} and {@code tts:NAME} use, for example {@code piper}. */
    String name();

    /**
     * Begins to speak. Returns as soon as the first sound is there.
     *
     * @param voice which of the engine's voices, or null for its default
     * @throws TtsException when no sound could be made
     */
    SpeechStream speak(Speakable text, String voice) throws TtsException;

    @Override
    default void close() {}
}
