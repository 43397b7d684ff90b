package ai.openclaw.voice.component.rtp;

import ai.openclaw.voice.audio.G711;
import ai.openclaw.voice.testkit.RtpPeer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A room and a phone, with little patience for each other's silence. */
abstract class RtpTest {
    static final Duration SOON = Duration.ofSeconds(10);

    RtpTestBed bed;
    RtpPeer peer;

    @BeforeEach
    void start() throws Exception {
        bed = new RtpTestBed(options -> {
            options.setNoMediaTimeoutMs(1500);
            options.setMediaLostTimeoutMs(700);
            options.setRtcpIntervalMs(500);
        });
        peer = new RtpPeer(G711.PCMU);
    }

    @AfterEach
    void stop() {
        peer.close();
        bed.close();
    }
}
