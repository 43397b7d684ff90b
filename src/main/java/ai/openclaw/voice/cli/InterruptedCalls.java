package ai.openclaw.voice.cli;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.demo.caller.CallerMedia;
import ai.openclaw.voice.demo.caller.CallerOptions;
import ai.openclaw.voice.demo.caller.CallerPhone;
import ai.openclaw.voice.demo.caller.SpeechSegment;
import ai.openclaw.voice.demo.caller.Spoken;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls that ask, and speak into the answer: how long is the far side still heard? */
final class InterruptedCalls {
    /** In the midst of the answer's first clause. */
    private static final int INTO_THE_ANSWER_MS = 800;
    /** Longer than the pause between two clauses. */
    private static final int OVER_MS = 1200;
    /** Below it a sample is the silence that a recording begins with; -40 dBFS. */
    private static final int AUDIBLE = 330;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CallerOptions options;
    private final Pcm question;
    private final List<Double> greetings = new ArrayList<>();

    /** @param question what is asked; its answer must last longer than a second */
    InterruptedCalls(CallerOptions options, Pcm question) {
        this.options = options;
        this.question = question;
    }

    /**
     * @param interruptions what is said into the answers, one a call
     * @return from the first sound of each interruption to the far side's silence, ms; none for a call that missed the answer
     */
    List<Double> stops(List<Pcm> interruptions) throws IOException, InterruptedException {
        List<Double> stops = new ArrayList<>();
        for (Pcm interruption : interruptions) {
            stop(withoutLeadIn(interruption)).ifPresent(stops::add);
        }
        return stops;
    }

    /** From the 200 to the greeting's first sound, ms. */
    List<Double> greetings() {
        return greetings;
    }

    private Optional<Double> stop(Pcm interruption) throws IOException, InterruptedException {
        try (CallerPhone phone = CallerPhone.place(options)) {
            if (!phone.awaitOutcome(PATIENCE).isAnswered()) {
                return Optional.empty();
            }
            CallerMedia media = phone.media();
            media.awaitFarSpeech(0, PATIENCE).ifPresent(greeting -> greetings.add(greeting.fromMs()));
            media.awaitFarSilence(OVER_MS, PATIENCE);
            Spoken asked = media.say(question).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Optional<SpeechSegment> answer = media.awaitFarSpeech(asked.fromMs(), PATIENCE);
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            TimeUnit.MILLISECONDS.sleep(Math.round(answer.get().fromMs() + INTO_THE_ANSWER_MS - media.nowMs()));
            Spoken said = media.say(interruption).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Optional<Double> stop = media.farSegments().stream()
                    .filter(far -> far.fromMs() < said.fromMs() && far.toMs() > said.fromMs())
                    .findFirst()
                    .map(far -> far.toMs() - said.fromMs());
            phone.hangUp();
            return stop;
        } catch (ExecutionException | TimeoutException unanswered) {
            return Optional.empty();
        }
    }

    private static Pcm withoutLeadIn(Pcm sound) {
        short[] samples = sound.samples();
        int first = 0;
        while (first < samples.length && Math.abs(samples[first]) < AUDIBLE) {
            first++;
        }
        return new Pcm(Arrays.copyOfRange(samples, first, samples.length), sound.sampleRateHz());
    }
}
