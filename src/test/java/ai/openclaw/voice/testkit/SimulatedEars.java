package ai.openclaw.voice.testkit;

import ai.openclaw.voice.call.Utterance;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A recogniser that reads the words which {@link WordSound} wrote into the sound. */
final class SimulatedEars implements Processor {
    @Override
    public void process(Exchange exchange) throws Exception {
        Utterance utterance = exchange.getMessage().getBody(Utterance.class);
        List<String> words = new ArrayList<>();
        int pauses = 0;
        for (int i = 0; ; i++) {
            Utterance.Step step = utterance.await(i);
            switch (step.kind()) {
                case AUDIO -> {
                    String read = WordSound.read(step.audio());
                    if (!read.isEmpty()) {
                        words.add(read);
                    }
                }
                case PAUSE -> utterance.suppose(new Utterance.Supposition(String.join(" ", words), true, ++pauses));
                case RESUMED -> {}
                case PRESUMED, COMMITTED -> {
                    exchange.getMessage().setBody(String.join(" ", words));
                    return;
                }
                case ABANDONED -> {
                    exchange.getMessage().setBody("");
                    return;
                }
            }
        }
    }
}
