package ai.openclaw.voice.component.stt;

import java.util.function.Consumer;

/**
 * Turns speech into text. One instance serves all calls; implementations are thread-safe and bound what runs at once.
 */
public interface SttEngine extends AutoCloseable {
    /** The name that {@code voice.stt.primary} and {@code stt:NAME} use, for example {@code whisper}. */
    String name();

    /**
     * Begins one utterance.
     *
     * @param language a BCP 47 tag such as {@code en-US}
     * @throws SttException when the engine cannot take it
     */
    Recognition begin(String language) throws SttException;

    @Override
    default void close() {}

    /** One utterance being recognised. Used by one thread. Close it always. */
    interface Recognition extends AutoCloseable {
        /** @param samples 16-bit mono at {@code sampleRateHz} (8000 from G.711, 16000 from G.722) */
        void accept(short[] samples, int sampleRateHz) throws SttException;

        /** What was understood while the caller speaks, and may still change; null by engines that hear whole pieces. */
        default String partial() throws SttException {
            return null;
        }

        /**
         * The caller fell silent: a transcript of what there is may be begun in the background.
         *
         * @param guessed told all that was said so far as soon as that is known, on whatever thread; not told when the
         *     guess fails or is void before
         */
        default void pause(Consumer<String> guessed) {}

        /** The caller goes on: what {@link #pause} began is void. */
        default void resume() {}

        /**
         * The final transcript, plain text, empty when there was nothing to recognise.
         *
         * @throws SttException when the engine failed or took longer than its deadline
         */
        String finish() throws SttException;

        @Override
        void close();
    }
}
