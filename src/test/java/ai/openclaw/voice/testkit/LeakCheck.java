package ai.openclaw.voice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.canary.Admission;
import ai.openclaw.voice.component.rtp.RtpComponent;
import ai.openclaw.voice.component.sip.SipComponent;
import ai.openclaw.voice.worker.VoiceSessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * What a running system holds: threads, file handles, RTP ports, transactions, dialogs, calls and places. Taken before
 * something is done to it, and compared after. Whoever takes one has closed what is their own.
 */
public final class LeakCheck {
    /** An INVITE that was refused and never acknowledged is remembered for 32 s (RFC 3261, 17.2.1), and then for 8 s more. */
    private static final Duration SETTLING = Duration.ofSeconds(90);

    /** Pools that grow to a bound of their own and stay: web server, routes, engines, JDK. */
    private static final Pattern POOLS = Pattern.compile(
            "(http-nio|sip-call|Camel|ForkJoin|HttpClient|Attach|RMI"
                    + "|Signal|Common-Cleaner|process reaper|Java|awaitility|voice-turn|rtp-media|globalEventExecutor|boundedElastic"
                    + "|pool|ondemand|surefire|worker|catalina|Catalina|container|DestroyJavaVM|idle-connection|httpclient|junit).*");

    /** Connections to the brain are kept for the next question. */
    private static final int IDLE_CONNECTIONS = 6;

    private final VoiceSystem system;
    private final Map<String, Long> before;

    private LeakCheck(VoiceSystem system) {
        this.system = system;
        this.before = holdings(system);
    }

    /** Takes stock, once nothing of before is in progress any more. */
    public static LeakCheck of(VoiceSystem system) {
        system.awaitNothingLeft();
        return new LeakCheck(system);
    }

    /** Waits until the system holds no more than before, and names what it holds on to. */
    public void assertNothingLeaked() {
        Awaitility.await("what is held settles")
                .atMost(SETTLING)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(more()).as("held on to").isEmpty());
    }

    private Map<String, String> more() {
        Map<String, String> more = new TreeMap<>();
        holdings(system).forEach((what, now) -> {
            long then = before.getOrDefault(what, 0L);
            long allowed = then + (what.startsWith("sockets") ? IDLE_CONNECTIONS : 0);
            if (now > allowed) {
                more.put(what, now + " after " + then);
            }
        });
        return more;
    }

    private static Map<String, Long> holdings(VoiceSystem system) {
        Map<String, Long> held = new TreeMap<>(JainTables.sizes(system.bean(SipComponent.class)));
        var rooms = system.bean(RtpComponent.class).rooms();
        held.put("call legs", (long) system.bean(SipComponent.class).callCount());
        held.put("rooms", (long) rooms.size());
        // Counted from below, so that fewer free ports are more that is held.
        held.put("RTP ports", -(long) rooms.freePorts());
        held.put("places", (long) system.bean(Admission.class).inside());
        held.put("sessions", (long) system.bean(VoiceSessions.class).active());
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!POOLS.matcher(thread.getName()).matches()) {
                held.merge("threads " + thread.getName().replaceAll("[0-9a-f]*\\d[0-9a-f]*", "#"), 1L, Long::sum);
            }
        }
        try (var handles = Files.list(Path.of("/proc/self/fd"))) {
            handles.forEach(handle -> held.merge(kind(handle), 1L, Long::sum));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return held;
    }

    private static String kind(Path handle) {
        try {
            String target = Files.readSymbolicLink(handle).toString();
            return target.startsWith("socket:")
                    ? "sockets"
                    : target.startsWith("/") ? "open files" : target.replaceAll("\\d+", "#");
        } catch (IOException e) {
            // Closed since it was listed.
            return "closing";
        }
    }
}
