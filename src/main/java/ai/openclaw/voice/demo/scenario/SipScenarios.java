package ai.openclaw.voice.demo.scenario;

import ai.openclaw.voice.call.CallRecord;
import ai.openclaw.voice.component.stt.SttException;
import ai.openclaw.voice.demo.caller.CallOutcome;
import ai.openclaw.voice.demo.caller.CallerOptions;
import ai.openclaw.voice.demo.caller.CallerPhone;
import ai.openclaw.voice.demo.caller.Listener;
import ai.openclaw.voice.demo.caller.RtpFaults;
import ai.openclaw.voice.demo.caller.Transport;
import ai.openclaw.voice.demo.caller.Voice;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs scenarios as calls over SIP and RTP, in real time. Thread-safe: several may run at once. */
public final class SipScenarios {
    private static final Duration PICK_UP = Duration.ofSeconds(35);
    private static final Duration RECORD = Duration.ofSeconds(10);

    private final String hostAndPort;
    private final Voice voice;
    private final Listener listener;
    private final CallWatch watch;
    private final AtomicInteger count = new AtomicInteger();

    /**
     * @param hostAndPort where the system listens, for example {@code 127.0.0.1:5062}
     * @param listener understands the far side; null for scenarios that expect no words
     * @param watch looks into the system; null where it runs elsewhere: then its brain says what it will, and its records are
     *     not checked
     */
    public SipScenarios(String hostAndPort, Voice voice, Listener listener, CallWatch watch) {
        this.hostAndPort = hostAndPort;
        this.voice = voice;
        this.listener = listener;
        this.watch = watch;
    }

    /**
     * Runs one scenario to its end.
     *
     * @throws IOException when no port can be had
     * @throws SttException when the recogniser failed
     */
    public ScenarioReport run(Scenario scenario) throws IOException, SttException, InterruptedException {
        return run(scenario, scenario.extension());
    }

    /** As {@link #run(Scenario)}, but another extension is called. */
    public ScenarioReport run(Scenario scenario, String extension)
            throws IOException, SttException, InterruptedException {
        Map<CallerSound, short[]> sounds = sounds(scenario);
        String caller = "scenario-" + ProcessHandle.current().pid() + "-" + count.incrementAndGet() + "-end";
        if (watch != null) {
            watch.expect(caller, scenario.brain());
        }
        List<ScenarioReport.Result> results = new ArrayList<>();
        try (CallerPhone phone = CallerPhone.place(options(scenario, extension, caller))) {
            CallOutcome outcome = phone.awaitOutcome(PICK_UP);
            if (!outcome.isAnswered()) {
                results.add(new ScenarioReport.Result(
                        0,
                        "call " + extension,
                        false,
                        0,
                        outcome.setupMs(),
                        outcome.status() + " " + outcome.reasonPhrase()));
                return new ScenarioReport(scenario, results);
            }
            results.addAll(new SipScenarioCall(phone, listener, sounds).play(scenario.steps()));
        } catch (TimeoutException stillRinging) {
            results.add(new ScenarioReport.Result(
                    0, "call " + extension, false, 0, PICK_UP.toMillis(), "nobody picked up"));
            return new ScenarioReport(scenario, results);
        }
        if (watch != null) {
            checkAfterwards(scenario, caller, results);
        }
        return new ScenarioReport(scenario, results);
    }

    /** Made before the call: a voice that needs a second to speak would be heard as the caller's hesitation. */
    private Map<CallerSound, short[]> sounds(Scenario scenario) {
        SoundMaker maker = new SoundMaker(voice, scenario.line());
        Map<CallerSound, short[]> sounds = new IdentityHashMap<>();
        for (ScenarioStep step : scenario.steps()) {
            if (step instanceof ScenarioStep.Say say) {
                sounds.put(say.sound(), maker.make(say.sound()));
            } else if (step instanceof ScenarioStep.BargeIn bargeIn) {
                sounds.put(bargeIn.sound(), maker.make(bargeIn.sound()));
            } else if (step instanceof ScenarioStep.Background background) {
                sounds.put(background.sound(), maker.make(background.sound()));
            }
        }
        return sounds;
    }

    private CallerOptions options(Scenario scenario, String extension, String caller) {
        CallerLine line = scenario.line();
        RtpFaults faults = RtpFaults.NONE.jitterMs(line.jitterMs());
        if (line.lossPercent() > 0) {
            faults = faults.loseEvery((int) Math.max(1, Math.round(100 / line.lossPercent())));
        }
        CallerOptions options = CallerOptions.to("sip:" + extension + "@" + hostAndPort)
                .from(caller, scenario.name())
                .over(line.tcp() ? Transport.TCP : Transport.UDP)
                .faults(faults);
        if (line.codec() != null) {
            options.codecs(line.codec());
        }
        return line.echoDb() == null ? options : options.echo(line.echoDb(), line.echoMs());
    }

    private void checkAfterwards(Scenario scenario, String caller, List<ScenarioReport.Result> results)
            throws InterruptedException {
        Optional<CallRecord> record = watch.awaitRecord(caller, RECORD);
        results.addAll(check(scenario, record.orElse(null), watch.asked(caller)));
    }

    /** What must be true after the call. @param record null when there is none */
    public static List<ScenarioReport.Result> check(Scenario scenario, CallRecord record, List<String> asked) {
        List<ScenarioReport.Result> results = new ArrayList<>();
        if (!scenario.then().record().isEmpty()) {
            List<String> differences = record == null
                    ? List.of("there is no record of the call")
                    : RecordCheck.differences(scenario.then().record(), record);
            results.add(new ScenarioReport.Result(
                    0,
                    "record " + scenario.then().record(),
                    differences.isEmpty(),
                    record == null ? 0 : record.durationMs(),
                    0,
                    String.join("; ", differences)));
        }
        String wanted = scenario.then().asked();
        if (wanted != null) {
            String last = asked.isEmpty() ? "" : asked.get(asked.size() - 1);
            results.add(new ScenarioReport.Result(
                    0,
                    "the brain was asked \"" + wanted + "\"",
                    WordMatch.share(wanted, last) >= Expectation.DEFAULT_SHARE,
                    0,
                    0,
                    "last asked: " + last));
        }
        return results;
    }
}
