package ai.openclaw.voice.demo.caller;

import ai.openclaw.voice.component.stt.SttException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Places a call and carries out a {@link CallScript} in it. */
public final class ScriptedCall {
    /** How long a phone may ring. */
    private static final Duration PICK_UP = Duration.ofSeconds(35);

    private final Voice voice;
    private final Listener listener;
    private final CallObserver observer;

    /**
     * @param voice what the script's words are said with; may be null when the script has only recordings
     * @param listener understands the far side; may be null, then the answers in the report are empty
     */
    public ScriptedCall(Voice voice, Listener listener, CallObserver observer) {
        this.voice = voice;
        this.listener = listener;
        this.observer = observer;
    }

    /**
     * @param wav where the stereo recording goes, or null
     * @throws IOException when no port can be had or the recording cannot be written
     * @throws SttException when the recogniser failed
     */
    public CallReport run(CallerOptions options, CallScript script, Path wav)
            throws IOException, SttException, InterruptedException {
        // Made before the call: a voice that needs a second to speak would show as the caller's hesitation.
        List<CallScript.Step> steps = new ArrayList<>();
        for (CallScript.Step step : script.steps) {
            boolean spoken = step instanceof CallScript.Say say && say.sound() == null;
            steps.add(spoken ? voiced((CallScript.Say) step) : step);
        }
        try (CallerPhone phone = CallerPhone.place(options)) {
            Run run = new Run(phone);
            try {
                CallOutcome outcome = phone.awaitOutcome(PICK_UP);
                observer.outcome(outcome);
                if (outcome.isAnswered()) {
                    run.play(steps);
                }
            } catch (TimeoutException stillRinging) {
                phone.cancel();
            }
            return run.report(options, wav);
        }
    }

    private CallScript.Say voiced(CallScript.Say say) {
        if (voice == null) {
            throw new IllegalArgumentException("the script has words to say, but the caller has no voice");
        }
        return new CallScript.Say(say.words(), voice.say(say.words()));
    }

    /** One thing the caller asked; reported when its answer is over. */
    private static final class Question {
        final String words;
        final Spoken spoken;
        boolean reported;

        Question(String words, Spoken spoken) {
            this.words = words;
            this.spoken = spoken;
        }
    }

    private final class Run {
        private final CallerPhone phone;
        private final CallerMedia media;
        private final List<CallReport.Line> lines = new ArrayList<>();
        private final List<CallReport.TurnReport> turns = new ArrayList<>();
        private final List<Question> questions = new ArrayList<>();
        private boolean greetingUnderstood;

        Run(CallerPhone phone) {
            this.phone = phone;
            this.media = phone.media();
        }

        void play(List<CallScript.Step> steps) throws SttException, InterruptedException {
            try {
                for (CallScript.Step step : steps) {
                    if (phone.ended().isDone()) {
                        break;
                    }
                    play(step);
                }
            } catch (ExecutionException | TimeoutException callOver) {
                // The far side hung up while the caller spoke, or did not hang up: the report tells by its end.
            }
            understandGreeting();
            for (int i = 0; i < questions.size(); i++) {
                report(i);
            }
        }

        private void play(CallScript.Step step)
                throws SttException, InterruptedException, ExecutionException, TimeoutException {
            if (step instanceof CallScript.Say say) {
                observer.callerSays(say.words());
                Spoken spoken = media.say(say.sound()).get(say.sound().durationMs() + 5000L, TimeUnit.MILLISECONDS);
                questions.add(new Question(say.words(), spoken));
                lines.add(new CallReport.Line(
                        Math.round(spoken.fromMs()), Math.round(spoken.speechEndMs()), "caller", say.words()));
            } else if (step instanceof CallScript.AwaitAnswer answer) {
                awaitAnswer(answer.deadline());
            } else if (step instanceof CallScript.AwaitGreeting greeting) {
                if (media.awaitFarSpeech(0, greeting.deadline()).isPresent()) {
                    media.awaitFarSilence(CallScript.ANSWER_END_MS, greeting.deadline());
                }
                understandGreeting();
            } else if (step instanceof CallScript.AwaitSpeech speech) {
                double since = questions.isEmpty()
                        ? 0
                        : questions.get(questions.size() - 1).spoken.fromMs();
                media.awaitFarSpeech(since, speech.deadline());
            } else if (step instanceof CallScript.AwaitSilence silence) {
                media.awaitFarSilence(silence.ms(), silence.deadline());
            } else if (step instanceof CallScript.Wait pause) {
                TimeUnit.NANOSECONDS.sleep(pause.time().toNanos());
            } else if (step instanceof CallScript.Press press) {
                media.press(press.digits()).get(200L * press.digits().length() + 2000, TimeUnit.MILLISECONDS);
            } else if (step instanceof CallScript.AwaitFarHangup hangup) {
                phone.awaitEnd(hangup.deadline());
            } else if (step instanceof CallScript.HangUp) {
                phone.hangUp();
            }
        }

        private void awaitAnswer(Duration deadline) throws SttException, InterruptedException {
            if (questions.isEmpty()) {
                throw new IllegalStateException("the script awaits an answer before anything was said");
            }
            Question last = questions.get(questions.size() - 1);
            if (media.awaitResponse(last.spoken, deadline).isPresent()) {
                media.awaitFarSilence(CallScript.ANSWER_END_MS, deadline);
            }
            report(questions.size() - 1);
        }

        private void understandGreeting() throws SttException {
            if (!greetingUnderstood) {
                greetingUnderstood = true;
                understand(
                        0,
                        questions.isEmpty()
                                ? Double.MAX_VALUE
                                : questions.get(0).spoken.fromMs());
            }
        }

        private void report(int index) throws SttException {
            Question asked = questions.get(index);
            if (asked.reported) {
                return;
            }
            asked.reported = true;
            double since = asked.spoken.fromMs();
            double before = index + 1 < questions.size()
                    ? questions.get(index + 1).spoken.fromMs()
                    : Double.MAX_VALUE;
            Long responseMs = media.farSegments().stream()
                    .filter(s -> s.fromMs() >= since && s.fromMs() < before)
                    .findFirst()
                    .map(s -> Math.round(s.fromMs() - asked.spoken.speechEndMs()))
                    .orElse(null);
            CallReport.TurnReport turn =
                    new CallReport.TurnReport(index + 1, asked.words, responseMs, understand(since, before));
            turns.add(turn);
            observer.answered(turn);
        }

        private String understand(double sinceMs, double beforeMs) throws SttException {
            if (listener == null) {
                return "";
            }
            StringJoiner text = new StringJoiner(" ");
            for (Heard heard : listener.hear(media, sinceMs, beforeMs)) {
                lines.add(new CallReport.Line(heard.fromMs(), heard.toMs(), "assistant", heard.text()));
                observer.assistantSaid(heard);
                text.add(heard.text());
            }
            return text.toString();
        }

        CallReport report(CallerOptions options, Path wav) throws IOException {
            CallOutcome outcome = phone.outcome().getNow(null);
            if (outcome == null) {
                outcome = new CallOutcome(
                        408, "rang and was not picked up", Map.of(), PICK_UP.toMillis(), List.of(), true, "");
            }
            if (wav != null && outcome.isAnswered()) {
                media.writeWav(wav);
            }
            lines.sort(Comparator.comparingLong(CallReport.Line::fromMs));
            turns.sort(Comparator.comparingInt(CallReport.TurnReport::turn));
            return new CallReport(
                    options.target().toString(),
                    outcome,
                    phone.ended().getNow(null),
                    media.codec() == null ? null : media.codec().name(),
                    List.copyOf(lines),
                    List.copyOf(turns),
                    media.statistics());
        }
    }
}
