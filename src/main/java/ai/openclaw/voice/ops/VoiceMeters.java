package ai.openclaw.voice.ops;

import ai.openclaw.voice.call.CallRecord;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.Waterfall;
import ai.openclaw.voice.worker.WorkerObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** The {@code voice.*} meters. No call's name is ever a label: there would be as many time series as calls. */
public final class VoiceMeters implements WorkerObserver {
    private final MeterRegistry registry;

    public VoiceMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void answered(Turn turn) {
        Waterfall waterfall = Waterfall.of(turn);
        stage("response", waterfall.responseMs());
        stage("endpoint", waterfall.endpointWaitMs());
        stage("stt", waterfall.sttMs());
        stage("queue", waterfall.queueMs());
        stage("first-token", waterfall.firstTokenMs());
        stage("first-clause", waterfall.firstClauseMs());
        stage("tts", waterfall.ttsFirstByteMs());
        stage("first-packet", waterfall.firstPacketMs());
        stage("overhead", waterfall.overheadMs());
    }

    private void stage(String stage, Long ms) {
        if (ms != null) {
            Timer.builder("voice.turn.latency")
                    .description("How long each stage of a turn took")
                    .tag("stage", stage)
                    .publishPercentileHistogram()
                    .register(registry)
                    .record(Duration.ofMillis(ms));
        }
    }

    @Override
    public void bargedIn() {
        registry.counter("voice.barge.ins").increment();
    }

    @Override
    public void notMeant() {
        registry.counter("voice.false.interruptions").increment();
    }

    @Override
    public void failed(String code) {
        Counter.builder("voice.failures")
                .description("Failures that calls survived or ended by, by kind")
                .tag("type", code)
                .register(registry)
                .increment();
    }

    /** Counts a finished call; a step of the route {@code call-record}. */
    public void count(CallRecord call) {
        Counter.builder("voice.calls")
                .description("Finished calls")
                .tag("direction", call.direction())
                .tag("version", call.version())
                .tag("endReason", call.endReason())
                .register(registry)
                .increment();
        if (call.answerLatencyMs() != null) {
            Timer.builder("voice.answer.latency")
                    .description("From the INVITE to our 200")
                    .publishPercentileHistogram()
                    .register(registry)
                    .record(Duration.ofMillis(call.answerLatencyMs()));
        }
    }
}
