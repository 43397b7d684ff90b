package ai.openclaw.voice.component.openclaw;

import ai.openclaw.voice.call.TurnTimings;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One question that nobody waits for, because a gateway's first turn after its start takes 4 to 9 s. */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private final OpenClawComponent component;
    private final OpenClawConfiguration configuration;

    WarmUp(OpenClawComponent component, OpenClawConfiguration configuration) {
        this.component = component;
        this.configuration = configuration;
    }

    /** Asks on a thread of its own. Returns what stops it. */
    Runnable start() {
        Question question = new Question(
                configuration.getAgent(),
                "warm-up-" + UUID.randomUUID(),
                "This is a test of the line. Answer with one word.",
                configuration.getPersona(),
                List.of());
        Answer answer = component.answer(question, configuration, new TurnTimings());
        Thread thread = new Thread(() -> ask(answer), "openclaw-warm-up");
        thread.setDaemon(true);
        thread.start();
        return answer::close;
    }

    private void ask(Answer answer) {
        long start = System.nanoTime();
        try (answer) {
            answer.begin(configuration.getWarmUpTimeoutMs());
            while (answer.hasNext()) {
                answer.next();
            }
            LOG.info(
                    "The brain is warm: its first token came after {} ms, its answer was complete after {} ms",
                    answer.firstTokenMs(),
                    (System.nanoTime() - start) / 1_000_000);
        } catch (OpenClawException e) {
            LOG.warn("The brain did not warm up: {}", e.getMessage());
        }
    }
}
