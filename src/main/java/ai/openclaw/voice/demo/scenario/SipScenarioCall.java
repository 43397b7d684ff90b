package ai.openclaw.voice.demo.scenario;

import ai.openclaw.voice.component.stt.SttException;
import ai.openclaw.voice.demo.caller.CallerMedia;
import ai.openclaw.voice.demo.caller.CallerPhone;
import ai.openclaw.voice.demo.caller.Listener;
import ai.openclaw.voice.demo.caller.SpeechSegment;
import ai.openclaw.voice.demo.caller.Spoken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One scenario's steps in one call that is up. All times are ms since the answer. */
final class SipScenarioCall {
    /** The far side has said what it says when it has been silent that long: longer than the pause between two clauses. */
    private static final int SAID_MS = 1000;
    /** Nobody listens for longer before they judge what they heard. */
    private static final Duration LONGEST_SPEECH = Duration.ofSeconds(25);
    /** Longer than the closures within a word, shorter than what anybody takes for an answer to an interruption. */
    private static final int LOOK_MS = 20;

    private final CallerPhone phone;
    private final CallerMedia media;
    private final Listener listener;
    private final Map<CallerSound, short[]> sounds;
    private final List<ScenarioReport.Result> results = new ArrayList<>();
    /** What was heard before is of no interest any more. */
    private double since;
    /** When the caller's last sound began. */
    private double spokeAt;
    /** When it was over. */
    private double spokeUntil;

    SipScenarioCall(CallerPhone phone, Listener listener, Map<CallerSound, short[]> sounds) {
        this.phone = phone;
        this.media = phone.media();
        this.listener = listener;
        this.sounds = sounds;
    }

    /** What a step came to. */
    private record Verdict(boolean ok, String detail) {
        static final Verdict FINE = new Verdict(true, "");
    }

    /** Stops at the first step that fails: what comes after it makes no sense any more. */
    List<ScenarioReport.Result> play(List<ScenarioStep> steps) throws SttException, InterruptedException {
        for (ScenarioStep step : steps) {
            double began = media.nowMs();
            Verdict verdict;
            try {
                verdict = play(step);
            } catch (ExecutionException | IllegalStateException callOver) {
                verdict = new Verdict(false, "the call is over already");
            } catch (TimeoutException e) {
                verdict = new Verdict(false, "it was not done in time");
            }
            results.add(new ScenarioReport.Result(
                    step.line(),
                    step.inShort(),
                    verdict.ok,
                    Math.round(began),
                    Math.round(media.nowMs() - began),
                    verdict.detail));
            if (!verdict.ok) {
                break;
            }
        }
        return results;
    }

    private Verdict play(ScenarioStep step)
            throws SttException, InterruptedException, ExecutionException, TimeoutException {
        if (step instanceof ScenarioStep.Say say) {
            return say(say.sound());
        } else if (step instanceof ScenarioStep.Background background) {
            media.background(sounds.get(background.sound()));
        } else if (step instanceof ScenarioStep.BargeIn bargeIn) {
            return bargeIn(bargeIn);
        } else if (step instanceof ScenarioStep.Expect expect) {
            return expect(expect.what());
        } else if (step instanceof ScenarioStep.Wait wait) {
            TimeUnit.MILLISECONDS.sleep(wait.ms());
        } else if (step instanceof ScenarioStep.Dtmf dtmf) {
            since = media.nowMs();
            media.press(dtmf.keys()).get(200L * dtmf.keys().length() + 5000, TimeUnit.MILLISECONDS);
        } else if (step instanceof ScenarioStep.Hold hold) {
            return hold(hold);
        } else {
            int status = phone.hangUp().get(5, TimeUnit.SECONDS);
            return new Verdict(status == 200, "the answer to our BYE: " + status);
        }
        return Verdict.FINE;
    }

    private Verdict say(CallerSound sound) throws InterruptedException, ExecutionException, TimeoutException {
        short[] samples = sounds.get(sound);
        since = media.nowMs();
        spokeAt = since;
        Spoken spoken = media.say(samples).get(samples.length / 8 + 10_000L, TimeUnit.MILLISECONDS);
        spokeAt = spoken.fromMs();
        spokeUntil = spoken.toMs();
        return Verdict.FINE;
    }

    private Verdict bargeIn(ScenarioStep.BargeIn step)
            throws InterruptedException, ExecutionException, TimeoutException {
        Optional<SpeechSegment> speech = awaitSpeech(LONGEST_SPEECH.toMillis());
        if (speech.isEmpty()) {
            return new Verdict(false, "there was nothing to interrupt");
        }
        long left = Math.round(speech.get().fromMs() + step.atMs() - media.nowMs());
        if (left > 0) {
            TimeUnit.MILLISECONDS.sleep(left);
        }
        return say(step.sound());
    }

    private Verdict hold(ScenarioStep.Hold hold) throws InterruptedException, ExecutionException, TimeoutException {
        if (hold.music()) {
            media.background(LineSounds.music(hold.ms()));
        }
        int held = await(phone.hold());
        TimeUnit.MILLISECONDS.sleep(hold.ms());
        since = media.nowMs();
        int retrieved = await(phone.resume());
        media.background(new short[0]);
        return new Verdict(held == 200 && retrieved == 200, "answers to our re-INVITEs: " + held + ", " + retrieved);
    }

    private static int await(CompletableFuture<Integer> status)
            throws InterruptedException, ExecutionException, TimeoutException {
        return status.get(10, TimeUnit.SECONDS);
    }

    private Verdict expect(Expectation what) throws SttException, InterruptedException, TimeoutException {
        if (what instanceof Expectation.Words words) {
            return expectWords(words);
        } else if (what instanceof Expectation.Speech speech) {
            Optional<SpeechSegment> heard = awaitSpeech(speech.withinMs());
            return new Verdict(heard.isPresent(), heard.isPresent() ? "" : "nothing was heard");
        } else if (what instanceof Expectation.Silence silence) {
            return expectSilence(silence);
        } else if (what instanceof Expectation.NoSpeech none) {
            double from = media.nowMs();
            TimeUnit.MILLISECONDS.sleep(none.forMs());
            boolean heard = media.farSegments().stream().anyMatch(s -> s.toMs() > from + LOOK_MS);
            return new Verdict(!heard, heard ? "heard: " + heardSince(from) : "");
        }
        try {
            return new Verdict(
                    true, "ended: " + phone.awaitEnd(Duration.ofMillis(((Expectation.Hangup) what).withinMs())));
        } catch (TimeoutException e) {
            return new Verdict(false, "the call goes on");
        }
    }

    /** Speech since what was of interest last, or speech that still goes on. */
    private Optional<SpeechSegment> awaitSpeech(long withinMs) throws InterruptedException {
        double deadline = media.nowMs() + withinMs;
        while (true) {
            double from = since;
            Optional<SpeechSegment> found = media.farSegments().stream()
                    .filter(s -> s.fromMs() >= from || s.open())
                    .findFirst();
            if (found.isPresent() || media.nowMs() >= deadline || phone.ended().isDone()) {
                return found;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }

    private Verdict expectSilence(Expectation.Silence silence) throws InterruptedException {
        while (true) {
            // What begins while the caller speaks is what should have stopped; what begins later is the answer.
            Optional<SpeechSegment> speech = media.farSegments().stream()
                    .filter(s -> s.toMs() > spokeAt && s.fromMs() < spokeUntil)
                    .reduce((first, second) -> second);
            double silentAfter = speech.map(s -> s.toMs() - spokeAt).orElse(0.0);
            if (speech.isEmpty() || !speech.get().open()) {
                return new Verdict(
                        silentAfter <= silence.withinMs(), "silent after " + Math.round(silentAfter) + " ms");
            }
            if (silentAfter > silence.withinMs()) {
                return new Verdict(false, "it still speaks after " + Math.round(silentAfter) + " ms");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }

    private String heardSince(double from) throws SttException {
        return listener == null ? "somebody" : listener.words(media, from, media.nowMs());
    }

    private Verdict expectWords(Expectation.Words words) throws SttException, InterruptedException {
        double deadline = media.nowMs() + words.withinMs();
        double judgedUpTo = since;
        String heard = "";
        while (true) {
            double after = judgedUpTo;
            boolean more = media.farSegments().stream().anyMatch(s -> s.toMs() > after);
            if (more) {
                if (!phone.ended().isDone()) {
                    media.awaitFarSilence(SAID_MS, LONGEST_SPEECH);
                }
                judgedUpTo = media.nowMs();
                heard = listener.words(media, since, judgedUpTo);
                if (WordMatch.satisfies(words, heard)) {
                    since = judgedUpTo;
                    return new Verdict(true, "heard: " + heard);
                }
            }
            if (media.nowMs() >= deadline || phone.ended().isDone() && !more) {
                return new Verdict(false, heard.isEmpty() ? "nothing was heard" : "heard: " + heard);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }
}
