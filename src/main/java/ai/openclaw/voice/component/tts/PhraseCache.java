package ai.openclaw.voice.component.tts;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Speakable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sound of configured phrases (greeting, filler words, apologies), kept per engine, voice and text. Bounded by size;
 * what was used longest ago goes first. Thread-safe.
 */
public final class PhraseCache {
    /** 64 MiB: some 25 minutes of 22,050 Hz speech, far more than a configuration's phrases and yet a bound. */
    public static final long DEFAULT_MAX_BYTES = 64L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(PhraseCache.class);

    private final Map<Key, List<Pcm>> sounds = new LinkedHashMap<>(16, 0.75f, true);
    private final long maxBytes;
    private long bytes;

    private record Key(String engine, String voice, String text) {}

    /** @param maxBytes how much sound is kept at most, in bytes */
    public PhraseCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Speaks a phrase from the cache, or through the engine while the cache listens. Only what was spoken to its end is
     * kept.
     *
     * @throws TtsException as {@link TtsEngine#speak}
     */
    public SpeechStream speak(TtsEngine engine, Speakable phrase, String voice) throws TtsException {
        Key key = new Key(engine.name(), voice, phrase.text());
        List<Pcm> sound = get(key);
        return sound != null ? Speech.of(sound) : new Listening(key, engine.speak(phrase, voice));
    }

    /**
     * Speaks phrases into the cache, so that the first call does not wait for them. What an engine cannot say now is
     * left out: it will be tried again when it is needed.
     *
     * @return how many are in the cache now
     */
    public int warm(TtsEngine engine, Collection<Speakable> phrases, String voice) {
        int warmed = 0;
        for (Speakable phrase : phrases) {
            try (SpeechStream stream = speak(engine, phrase, voice)) {
                while (stream.next() != null) {
                    // Only the cache listens.
                }
                warmed++;
            } catch (TtsException | RuntimeException e) {
                LOG.warn(
                        "{} could not speak a phrase of {} characters beforehand: {}",
                        engine.name(),
                        phrase.text().length(),
                        e.toString());
            }
        }
        return warmed;
    }

    /** How much sound is kept, in bytes. */
    public synchronized long bytes() {
        return bytes;
    }

    private synchronized List<Pcm> get(Key key) {
        return sounds.get(key);
    }

    private synchronized void put(Key key, List<Pcm> sound) {
        long size = size(sound);
        if (size == 0 || size > maxBytes || sounds.putIfAbsent(key, sound) != null) {
            return;
        }
        bytes += size;
        var eldest = sounds.values().iterator();
        while (bytes > maxBytes) {
            bytes -= size(eldest.next());
            eldest.remove();
        }
    }

    private static long size(List<Pcm> sound) {
        return sound.stream().mapToLong(piece -> 2L * piece.samples().length).sum();
    }

    /** Passes speech on and remembers it. */
    private final class Listening implements SpeechStream {
        private final Key key;
        private final SpeechStream stream;
        private final List<Pcm> heard = new ArrayList<>();
        private volatile boolean closed;

        Listening(Key key, SpeechStream stream) {
            this.key = key;
            this.stream = stream;
        }

        @Override
        public Pcm next() throws TtsException {
            Pcm piece = stream.next();
            if (piece != null) {
                heard.add(piece);
            } else if (!closed) {
                put(key, List.copyOf(heard));
            }
            return piece;
        }

        @Override
        public void close() {
            closed = true;
            stream.close();
        }
    }
}
