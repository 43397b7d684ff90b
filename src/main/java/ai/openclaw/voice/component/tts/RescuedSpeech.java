package ai.openclaw.voice.component.tts;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Speakable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speech whose engine may die in mid-sentence: another goes on from the first word that was not spoken. Which one that is
 * follows from how much sound there was, as no engine tells; in doubt a word is said twice rather than lost.
 */
final class RescuedSpeech implements SpeechStream {
    private static final Logger LOG = LoggerFactory.getLogger(RescuedSpeech.class);

    private final Speakable text;
    private final SpeakingRate rate;
    private final TtsEngine rescuer;
    private SpeechStream stream;
    private boolean rescued;
    private boolean closed;
    private int ms;

    /** @param stream its first sound is there already */
    RescuedSpeech(SpeechStream stream, Speakable text, SpeakingRate rate, TtsEngine rescuer) {
        this.stream = stream;
        this.text = text;
        this.rate = rate;
        this.rescuer = rescuer;
    }

    @Override
    public Pcm next() throws TtsException {
        try {
            Pcm piece = current().next();
            if (piece != null) {
                ms += piece.durationMs();
            } else if (!rescued && !isClosed()) {
                rate.learn(text.text().length(), ms);
            }
            return piece;
        } catch (TtsException e) {
            if (rescued || isClosed()) {
                throw e;
            }
            rescued = true;
            return rescue(e);
        }
    }

    private Pcm rescue(TtsException failure) throws TtsException {
        String rest = unspoken(text.text(), rate.letters(ms));
        LOG.warn("an engine broke off after {} ms, {} goes on: {}", ms, rescuer.name(), failure.getMessage());
        current().close();
        if (rest.isBlank()) {
            return null;
        }
        SpeechStream more = rescuer.speak(text.reworded(rest), null);
        if (!replace(more)) {
            more.close();
            return null;
        }
        return more.next();
    }

    /** From the beginning of the word that the engine was in. */
    static String unspoken(String text, int letters) {
        if (letters >= text.length()) {
            // It spoke more slowly than was thought: the last word is the least that is missing.
            return text.substring(text.lastIndexOf(' ') + 1);
        }
        return text.substring(text.lastIndexOf(' ', letters) + 1);
    }

    private synchronized SpeechStream current() {
        return stream;
    }

    private synchronized boolean replace(SpeechStream more) {
        stream = more;
        return !closed;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        SpeechStream open;
        synchronized (this) {
            closed = true;
            open = stream;
        }
        open.close();
    }
}
