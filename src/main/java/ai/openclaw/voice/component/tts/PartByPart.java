package ai.openclaw.voice.component.tts;

import ai.openclaw.voice.call.Pcm;
import java.util.ArrayDeque;
import java.util.Deque;

/** Speech that an embedded engine makes part after part: while one is played, there is time to make the next. */
final class PartByPart implements SpeechStream {
    private final Deque<String> parts;
    private final Deque<Pcm> made = new ArrayDeque<>();
    private final int rateHz;
    private final Maker maker;
    private volatile boolean closed;

    interface Maker {
        /** The sound of one part, shaped; empty when there is no word in it. */
        short[] samples(String part) throws TtsException;
    }

    private PartByPart(String text, int rateHz, Maker maker) {
        this.parts = new ArrayDeque<>(SpokenParts.of(text));
        this.rateHz = rateHz;
        this.maker = maker;
    }

    /** Makes the first part at once. */
    static SpeechStream begin(String text, int rateHz, Maker maker) throws TtsException {
        PartByPart stream = new PartByPart(text, rateHz, maker);
        stream.makeNext();
        return stream;
    }

    @Override
    public Pcm next() throws TtsException {
        if (made.isEmpty()) {
            makeNext();
        }
        return closed ? null : made.poll();
    }

    private void makeNext() throws TtsException {
        while (made.isEmpty() && !parts.isEmpty() && !closed) {
            made.addAll(ClauseShaper.pieces(maker.samples(parts.poll()), rateHz));
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
