package ai.openclaw.voice.demo.caller;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.component.tts.SpeechStream;
import ai.openclaw.voice.component.tts.TtsEngine;
import ai.openclaw.voice.component.tts.TtsException;
import java.util.ArrayList;
import java.util.List;

/** What the caller speaks with. */
@FunctionalInterface
public interface Voice {
    /** @throws VoiceException when the words cannot be spoken */
    Pcm say(String words);

    /** Speaks with one of the product's engines. */
    static Voice of(TtsEngine engine) {
        return words -> {
            List<Pcm> pieces = new ArrayList<>();
            try (SpeechStream speech = engine.speak(Speakable.ofPhrase(words), null)) {
                for (Pcm piece; (piece = speech.next()) != null; ) {
                    pieces.add(piece);
                }
            } catch (TtsException e) {
                throw new VoiceException("the caller's voice " + engine.name() + " failed", e);
            }
            return joined(pieces);
        };
    }

    private static Pcm joined(List<Pcm> pieces) {
        if (pieces.isEmpty()) {
            throw new VoiceException("the caller's voice made no sound", null);
        }
        int rate = pieces.get(0).sampleRateHz();
        short[] all =
                new short[pieces.stream().mapToInt(p -> p.samples().length).sum()];
        int at = 0;
        for (Pcm piece : pieces) {
            System.arraycopy(piece.samples(), 0, all, at, piece.samples().length);
            at += piece.samples().length;
        }
        return new Pcm(all, rate);
    }

    /** The caller has lost its voice. */
    class VoiceException extends RuntimeException {
        VoiceException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
