package ai.openclaw.voice.component.rtp.sdp;

import java.util.List;

/**
 * The lines of a session, which keep their number and their order for as long as it lasts (RFC 3264, 8).
 *
 * @param lines each line's media and protocol, for example {@code audio} and {@code RTP/AVP}
 * @param ours which of them carries the call, counted from 0
 */
record MediaLayout(List<Line> lines, int ours) {
    record Line(String media, String protocol) {}

    MediaLayout {
        lines = List.copyOf(lines);
    }
}
