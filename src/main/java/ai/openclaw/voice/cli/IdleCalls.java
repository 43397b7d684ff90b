package ai.openclaw.voice.cli;

import ai.openclaw.voice.demo.caller.CallerOptions;
import ai.openclaw.voice.demo.caller.CallerPhone;
import ai.openclaw.voice.demo.caller.RtpStatistics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Holds calls in which nobody speaks, with RTP both ways, and sees what they cost the process that answers them. */
final class IdleCalls {
    /** The greetings of the last calls must be over before silence is measured. */
    private static final Duration SETTLE = Duration.ofSeconds(12);

    /**
     * @param answered how many of the calls came about
     * @param coresPercent CPU time of the process, in percent of one core
     * @param received RTP packets that came to the callers
     * @param lost packets that did not
     */
    record Cost(int answered, double coresPercent, long received, long lost) {}

    private IdleCalls() {}

    /** @param process the process that answers the calls */
    static Cost measure(CallerOptions options, int calls, Duration time, ProcessHandle process)
            throws IOException, InterruptedException {
        List<CallerPhone> phones = new ArrayList<>();
        try {
            for (int i = 0; i < calls; i++) {
                CallerPhone phone = CallerPhone.place(options);
                phones.add(phone);
                try {
                    phone.awaitOutcome(Duration.ofSeconds(10));
                } catch (TimeoutException e) {
                    phone.cancel();
                }
            }
            TimeUnit.MILLISECONDS.sleep(SETTLE.toMillis());
            long cpuBefore = cpuNanos(process);
            long before = System.nanoTime();
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
            double percent = 100.0 * (cpuNanos(process) - cpuBefore) / (System.nanoTime() - before);
            List<RtpStatistics> rtp = phones.stream()
                    .filter(p -> p.media() != null)
                    .map(p -> p.media().statistics())
                    .toList();
            return new Cost(
                    rtp.size(),
                    percent,
                    rtp.stream().mapToLong(RtpStatistics::received).sum(),
                    rtp.stream().mapToLong(RtpStatistics::lost).sum());
        } finally {
            phones.forEach(CallerPhone::hangUp);
            phones.forEach(CallerPhone::close);
        }
    }

    private static long cpuNanos(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }
}
