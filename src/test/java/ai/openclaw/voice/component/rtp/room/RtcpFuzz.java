package ai.openclaw.voice.component.rtp.room;

import io.netty.buffer.Unpooled;

/** Reports of a stranger are read or dropped, and never make figures that cannot be. */
public final class RtcpFuzz {
    private RtcpFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Rtcp rtcp = new Rtcp(0x01020304, "fuzzed");
        rtcp.read(Unpooled.wrappedBuffer(input));
        if (rtcp.roundTripMs() < -1 || rtcp.remoteLost() < -1) {
            throw new IllegalStateException("figures that cannot be");
        }
    }
}
