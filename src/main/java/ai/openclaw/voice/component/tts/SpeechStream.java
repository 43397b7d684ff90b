package ai.openclaw.voice.component.tts;

import ai.openclaw.voice.call.Pcm;

/** Speech as it is being made, piece by piece. Used by one thread; {@link #close} may come from another and stops it. */
public interface SpeechStream extends AutoCloseable {
    /**
     * The next piece of sound, or null when all was said.
     *
     * @throws TtsException when the engine died on the way
     */
    Pcm next() throws TtsException;

    @Override
    void close();
}
