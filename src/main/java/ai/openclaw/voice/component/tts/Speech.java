package ai.openclaw.voice.component.tts;

import ai.openclaw.voice.call.Pcm;
import java.util.Iterator;
import java.util.List;

/** Ready-made {@link SpeechStream}s. */
public final class Speech {
    private Speech() {}

    /** Speech that was made before. */
    public static SpeechStream of(List<Pcm> pieces) {
        return new Made(pieces.iterator());
    }

    /** Nothing to hear: the turn was over before it was spoken. */
    public static SpeechStream silence() {
        return of(List.of());
    }

    /**
     * Waits for the first sound of {@code stream}, so that whoever gets it knows that the engine works.
     *
     * @throws TtsException when the stream ends or fails before its first sound; it is closed then
     */
    static SpeechStream begun(SpeechStream stream, String engine) throws TtsException {
        try {
            Pcm first = stream.next();
            if (first != null) {
                return new Begun(first, stream);
            }
        } catch (TtsException | RuntimeException e) {
            stream.close();
            throw e;
        }
        stream.close();
        throw new TtsException(engine + " made no sound");
    }

    private static final class Made implements SpeechStream {
        private final Iterator<Pcm> pieces;
        private volatile boolean closed;

        Made(Iterator<Pcm> pieces) {
            this.pieces = pieces;
        }

        @Override
        public Pcm next() {
            return !closed && pieces.hasNext() ? pieces.next() : null;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class Begun implements SpeechStream {
        private final SpeechStream rest;
        private volatile Pcm first;

        Begun(Pcm first, SpeechStream rest) {
            this.first = first;
            this.rest = rest;
        }

        @Override
        public Pcm next() throws TtsException {
            Pcm piece = first;
            if (piece == null) {
                return rest.next();
            }
            first = null;
            return piece;
        }

        @Override
        public void close() {
            first = null;
            rest.close();
        }
    }
}
