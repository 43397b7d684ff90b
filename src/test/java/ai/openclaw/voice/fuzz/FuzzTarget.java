package ai.openclaw.voice.fuzz;

import java.nio.file.Path;

/** What strangers' bytes are read by, each with a corpus of its own. */
public enum FuzzTarget {
    /** Session descriptions, and what we answer to them. */
    SDP("ai.openclaw.voice.component.rtp.sdp.SessionDescriptionFuzz", "sdp"),
    /** What comes on a call's audio port: RTP, telephone events. */
    RTP("ai.openclaw.voice.component.rtp.room.RtpFuzz", null),
    /** What comes on the port above. */
    RTCP("ai.openclaw.voice.component.rtp.room.RtcpFuzz", null),
    /** SIP messages, as they come by datagram and by stream. */
    SIP("ai.openclaw.voice.component.sip.SipMessageFuzz", "sip");

    private static final Path RESOURCES = Path.of("src/test/resources/fuzz");

    private final String className;
    private final String words;

    FuzzTarget(String className, String words) {
        this.className = className;
        this.words = words;
    }

    /** The class whose {@code fuzzerTestOneInput} takes the bytes; what it throws is a finding. */
    String className() {
        return className;
    }

    /** Inputs that lead to different places in the code, and those that once led to a fault. */
    Path corpus() {
        return RESOURCES.resolve(name().toLowerCase());
    }

    /** Words of the language, for the fuzzer to build with; null for bytes. */
    Path dictionary() {
        return words == null ? null : RESOURCES.resolve(words + ".dict");
    }
}
