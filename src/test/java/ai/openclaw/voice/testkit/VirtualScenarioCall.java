package ai.openclaw.voice.testkit;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.component.sip.SipConstants;
import ai.openclaw.voice.demo.scenario.CallerSound;
import ai.openclaw.voice.demo.scenario.Expectation;
import ai.openclaw.voice.demo.scenario.Scenario;
import ai.openclaw.voice.demo.scenario.ScenarioReport;
import ai.openclaw.voice.demo.scenario.ScenarioStep;
import ai.openclaw.voice.demo.scenario.SipScenarios;
import ai.openclaw.voice.demo.scenario.WordMatch;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import ai.openclaw.voice.testkit.SimulatedPlayout.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One scenario's call on a virtual clock. All times are ms since the answer. */
final class VirtualScenarioCall implements AutoCloseable {
    /** The far side has said what it says when it has been silent that long. */
    private static final int SAID_MS = 1000;

    private static final int LONGEST_SPEECH_MS = 25_000;
    /** The end of a call is told to all within that time, or never. */
    private static final int AFTERMATH_MS = 10_000;

    private final CallId callId = CallId.fresh();
    private final Scenario scenario;
    private final RouteSimulation routes;
    private final VirtualTime time;
    private final SimulatedRecords records;
    private final SimulatedBrain brain;
    private final SimulatedRoom room;
    private final long answeredAt;
    private final List<ScenarioReport.Result> results = new ArrayList<>();
    private EndReason ended;
    private boolean endTold;
    private long since;
    private long spokeAt;
    private long spokeUntil;

    private record Verdict(boolean ok, String detail) {
        static final Verdict FINE = new Verdict(true, "");
    }

    VirtualScenarioCall(Scenario scenario, RouteSimulation routes, VirtualTime time, SimulatedRecords records) {
        this.scenario = scenario;
        this.routes = routes;
        this.time = time;
        this.records = records;
        answeredAt = time.nowMs();
        since = answeredAt;
        brain = new SimulatedBrain(time, scenario.brain());
        room = new SimulatedRoom(callId, time, this::tell);
        SimulatedVoice voice = new SimulatedVoice(time);
        SimulatedEars ears = new SimulatedEars();
        routes.on("stt:primary", ears)
                .on("stt:fallback", ears)
                .on("tts:primary", voice)
                .on("tts:fallback", voice)
                .on("openclaw:voice", brain)
                .on(
                        "rtp:command",
                        exchange ->
                                room.command((RoomCommand) exchange.getMessage().getBody()))
                .on(
                        "sip:hangup",
                        exchange -> hangup(
                                (RoomCommand.Hangup) exchange.getMessage().getBody()));
    }

    private void tell(RoomEvent event) {
        if (ended == null) {
            routes.happens("rtp:events", event, headers());
        }
    }

    private Map<String, Object> headers() {
        return Map.of(VoiceHeaders.CALL_ID, callId.value(), VoiceHeaders.EXTENSION, scenario.extension());
    }

    private void hangup(RoomCommand.Hangup command) {
        time.serial().execute(() -> {
            end(command.reason());
            tellEnd();
        });
    }

    private void end(EndReason reason) {
        if (ended == null) {
            ended = reason;
        }
    }

    /** Makes the call to its end. */
    ScenarioReport play() {
        routes.happens(
                "sip:confirmed",
                null,
                Map.of(
                        VoiceHeaders.CALL_ID,
                        callId.value(),
                        VoiceHeaders.EXTENSION,
                        scenario.extension(),
                        SipConstants.CALLER,
                        "simulated",
                        SipConstants.INVITED_AT,
                        0L,
                        SipConstants.ANSWER_LATENCY_MS,
                        10L));
        for (ScenarioStep step : scenario.steps()) {
            long began = time.nowMs();
            Verdict verdict = play(step);
            results.add(new ScenarioReport.Result(
                    step.line(), step.inShort(), verdict.ok, began - answeredAt, time.nowMs() - began, verdict.detail));
            if (!verdict.ok) {
                break;
            }
        }
        hangUp();
        time.run(() -> records.of(callId) != null, AFTERMATH_MS);
        results.addAll(SipScenarios.check(scenario, records.of(callId), brain.asked()));
        return new ScenarioReport(scenario, results);
    }

    private void hangUp() {
        end(EndReason.CALLER_HANGUP);
        tellEnd();
    }

    private void tellEnd() {
        if (!endTold) {
            endTold = true;
            room.close();
            routes.happens(
                    "sip:ended",
                    null,
                    Map.of(
                            VoiceHeaders.CALL_ID,
                            callId.value(),
                            VoiceHeaders.EXTENSION,
                            scenario.extension(),
                            SipConstants.CONFIRMED,
                            true,
                            SipConstants.END_REASON,
                            ended,
                            SipConstants.INVITED_AT,
                            0L,
                            SipConstants.DURATION_MS,
                            time.nowMs() - answeredAt));
        }
    }

    private Verdict play(ScenarioStep step) {
        if (step instanceof ScenarioStep.Say say) {
            return say(say.sound());
        } else if (step instanceof ScenarioStep.Background background) {
            room.callerSays(background.sound());
        } else if (step instanceof ScenarioStep.BargeIn bargeIn) {
            return bargeIn(bargeIn);
        } else if (step instanceof ScenarioStep.Expect expect) {
            return expect(expect.what());
        } else if (step instanceof ScenarioStep.Wait wait) {
            time.pass(wait.ms());
        } else if (step instanceof ScenarioStep.Dtmf dtmf) {
            since = time.nowMs();
            for (char key : dtmf.keys().toCharArray()) {
                room.callerPresses(key);
                time.pass(160);
            }
        } else if (step instanceof ScenarioStep.Hold hold) {
            room.hold();
            time.pass(hold.ms());
            since = time.nowMs();
            room.retrieve();
        } else {
            boolean up = ended == null;
            hangUp();
            return new Verdict(up, up ? "" : "the call is over already");
        }
        return Verdict.FINE;
    }

    private Verdict say(CallerSound sound) {
        if (ended != null) {
            return new Verdict(false, "the call is over already");
        }
        since = time.nowMs();
        spokeAt = since;
        spokeUntil = room.callerSays(sound);
        time.run(() -> ended != null, spokeUntil - time.nowMs());
        return Verdict.FINE;
    }

    private Verdict bargeIn(ScenarioStep.BargeIn step) {
        if (!time.run(() -> speaking() || ended != null, LONGEST_SPEECH_MS) || ended != null) {
            return new Verdict(false, "there was nothing to interrupt");
        }
        time.pass(Math.max(0, begun() + step.atMs() - time.nowMs()));
        return say(step.sound());
    }

    /** Whether something is to be heard that began since what was of interest last, or still goes on. */
    private boolean speaking() {
        List<Heard> heard = room.heard();
        if (heard.isEmpty()) {
            return false;
        }
        Heard last = heard.get(heard.size() - 1);
        return last.atMs() >= since || last.untilMs() > time.nowMs();
    }

    /** When the speech began of which the last word is a part. */
    private long begun() {
        List<Heard> heard = room.heard();
        long from = heard.get(heard.size() - 1).atMs();
        for (int i = heard.size() - 2; i >= 0 && from - heard.get(i).untilMs() < SAID_MS; i--) {
            from = heard.get(i).atMs();
        }
        return Math.max(from, since);
    }

    private Verdict expect(Expectation what) {
        if (what instanceof Expectation.Words words) {
            return expectWords(words);
        } else if (what instanceof Expectation.Speech speech) {
            boolean heard = time.run(this::speaking, speech.withinMs());
            return new Verdict(heard, heard ? "" : "nothing was heard");
        } else if (what instanceof Expectation.Silence silence) {
            return expectSilence(silence);
        } else if (what instanceof Expectation.NoSpeech none) {
            long from = time.nowMs();
            time.pass(none.forMs());
            String heard = words(from);
            return new Verdict(heard.isEmpty(), heard.isEmpty() ? "" : "heard: " + heard);
        }
        boolean over = time.run(() -> ended != null, ((Expectation.Hangup) what).withinMs());
        return new Verdict(over, over ? "ended: " + ended.word() : "the call goes on");
    }

    private Verdict expectSilence(Expectation.Silence silence) {
        Optional<Heard> last = room.heard().stream()
                .filter(h -> h.untilMs() > spokeAt && h.atMs() < spokeUntil)
                .reduce((first, second) -> second);
        long after = last.map(h -> h.untilMs() - spokeAt).orElse(0L);
        return new Verdict(after <= silence.withinMs(), "silent after " + after + " ms");
    }

    private Verdict expectWords(Expectation.Words words) {
        long deadline = time.nowMs() + words.withinMs();
        String heard = "";
        while (true) {
            String before = heard;
            boolean more =
                    time.run(() -> ended != null || !words(since).equals(before), Math.max(0, deadline - time.nowMs()));
            if (more) {
                time.run(() -> ended != null || quietFor() >= SAID_MS, LONGEST_SPEECH_MS);
                heard = words(since);
                if (WordMatch.satisfies(words, heard)) {
                    since = time.nowMs();
                    return new Verdict(true, "heard: " + heard);
                }
            }
            if (ended != null || time.nowMs() >= deadline) {
                return new Verdict(false, heard.isEmpty() ? "nothing was heard" : "heard: " + heard);
            }
        }
    }

    private long quietFor() {
        List<Heard> heard = room.heard();
        return heard.isEmpty()
                ? time.nowMs() - answeredAt
                : time.nowMs() - heard.get(heard.size() - 1).untilMs();
    }

    private String words(long from) {
        return room.heard().stream()
                .filter(h -> h.atMs() >= from)
                .map(Heard::word)
                .collect(Collectors.joining(" "));
    }

    @Override
    public void close() {
        room.close();
    }
}
