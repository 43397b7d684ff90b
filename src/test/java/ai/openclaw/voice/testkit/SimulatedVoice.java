package ai.openclaw.voice.testkit;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.component.tts.SpeechStream;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Speaks in {@link WordSound}, after the time that an engine takes for its first sound. */
final class SimulatedVoice implements Processor {
    private static final int FIRST_SOUND_MS = 100;

    private final VirtualTime time;

    SimulatedVoice(VirtualTime time) {
        this.time = time;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        if (!(exchange.getMessage().getBody() instanceof Speakable text)) {
            throw new IllegalArgumentException("tts: takes a Speakable and nothing else");
        }
        if (!text.isPhrase()) {
            time.sleep(FIRST_SOUND_MS); // phrases are in the cache
        }
        Iterator<Pcm> words =
                Stream.of(text.text().split("\\s+")).map(WordSound::word).iterator();
        exchange.getMessage().setBody(new SpeechStream() {
            private boolean closed;

            @Override
            public Pcm next() {
                return !closed && words.hasNext() ? words.next() : null;
            }

            @Override
            public void close() {
                closed = true;
            }
        });
    }
}
