package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.SipCaller;
import ai.openclaw.voice.testkit.SipText;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The end of the component: callers hear it, routes hear it, nothing stays. */
@Isolated("it counts the threads and file handles of the whole process")
class SipStopTest {
    @Test
    void callersAreToldAndRoutesTooWhenTheContextStops() throws Exception {
        SipTestBed bed = SipTestBed.answering();
        try (RawSipClient udp = bed.client("udp");
                RawSipClient tcp = bed.client("tcp")) {
            new SipCaller(udp, "9001").connect();
            new SipCaller(tcp, "9001").connect();
            await().until(() -> bed.count("confirmed") == 2);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(bed::close);
            for (RawSipClient client : new RawSipClient[] {udp, tcp}) {
                SipText bye = client.awaitRequest("BYE");
                assertThat(bye.header("Reason")).contains("shutdown");
                client.send(SipCaller.ok(bye));
            }
            stopped.join();
            assertThat(bed.told.stream().filter(t -> t.what().equals("ended")))
                    .hasSize(2)
                    .allMatch(t -> t.endReason() == EndReason.SHUTDOWN);
        }
    }

    @Test
    void noThreadAndNoSocketIsLeft() throws Exception {
        Set<Thread> before = liveThreads();
        SipTestBed bed = SipTestBed.answering();
        int port = bed.component.boundPort();
        try (RawSipClient udp = bed.client("udp");
                RawSipClient tcp = bed.client("tcp")) {
            SipCaller caller = new SipCaller(udp, "9001");
            caller.connect();
            new SipCaller(tcp, "9001").connect();
            await().until(() -> bed.count("confirmed") == 2);
            bed.close();
            assertThat(tcp.awaitClosed()).isTrue();
        }
        new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1")).close();
        new DatagramSocket(port, InetAddress.getByName("127.0.0.1")).close();
        await().untilAsserted(() -> assertThat(liveThreads().stream()
                        .filter(t -> !before.contains(t))
                        .map(Thread::getName)
                        .filter(name -> !name.startsWith("awaitility") && !name.startsWith("ForkJoinPool"))
                        .collect(Collectors.toList()))
                .isEmpty());
    }

    @Test
    void startsAgainOnTheSamePort() throws Exception {
        try (SipTestBed bed = SipTestBed.answering()) {
            bed.component.getConfiguration().setPort(bed.component.boundPort());
            bed.component.stop();
            bed.component.start();
            assertThat(bed.component.isDraining()).isFalse();
            try (RawSipClient client = bed.client("udp")) {
                SipCaller caller = new SipCaller(client, "9001");
                caller.connect();
                client.send(caller.bye());
                client.awaitStatus(200, "BYE");
            }
        }
    }

    /** Whoever stops it before its threads are there would leave some of them. */
    @Test
    void allItsThreadsAreThereOnceItHasStarted() throws Exception {
        Set<Thread> before = liveThreads();
        SipConfiguration configuration = SipTestBed.anyPort();
        configuration.setUdpThreads(200);
        try (SipTestBed bed = new SipTestBed(configuration, SipTestBed::answer)) {
            assertThat(liveThreads().stream()
                            .filter(t -> !before.contains(t) && t.getName().contains("UDPMessageChannelThread")))
                    .hasSize(200);
        }
    }

    private static Set<Thread> liveThreads() {
        return Set.copyOf(Thread.getAllStackTraces().keySet());
    }
}
