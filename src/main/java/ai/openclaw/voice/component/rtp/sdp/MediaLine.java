package ai.openclaw.voice.component.rtp.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One {@code m=} line and what belongs to it. */
final class MediaLine {
    final String media;
    final int port;
    /** As they wrote it, and as our answer repeats it. */
    final String protocol;

    final List<String> formats;
    final Map<Integer, String> rtpmaps = new HashMap<>();
    /** The media's own address, or null when the session's holds. */
    String address;
    /** The media's own direction, or null when the session's holds. */
    MediaDirection direction;
    /** Where RTCP goes, or 0 for the port above RTP's (RFC 3605). */
    int rtcpPort;
    /** RTCP may come on RTP's port (RFC 5761). */
    boolean rtcpMux;
    /** How much sound they want in a packet, ms; 0 when they do not say. */
    int packetMs;
    /** How much they can take, ms; 0 when they do not say. */
    int longestPacketMs;
    /** What of their keys we can act upon, the preferred first. */
    final List<CryptoLine> cryptos = new ArrayList<>();

    MediaLine(String media, int port, String protocol, List<String> formats) {
        this.media = media;
        this.port = port;
        this.protocol = protocol;
        this.formats = formats;
    }

    /** Sound that goes in clear, unless keys say otherwise. */
    boolean isAudio() {
        return media.equals("audio") && protocol.equalsIgnoreCase("RTP/AVP") && port != 0;
    }

    /** Sound that must be protected. */
    boolean isSecureAudio() {
        return media.equals("audio") && protocol.equalsIgnoreCase("RTP/SAVP") && port != 0;
    }

    /** The payload types in the offerer's order of preference. */
    List<Integer> payloadTypes() {
        List<Integer> types = new ArrayList<>();
        for (String format : formats) {
            if (format.matches("\\d{1,3}") && Integer.parseInt(format) < 128) {
                types.add(Integer.parseInt(format));
            }
        }
        return types;
    }

    /** The encoding's name and clock rate in upper case, for example {@code PCMU/8000}; empty when unknown. */
    String encoding(int payloadType) {
        String mapped = rtpmaps.get(payloadType);
        if (mapped != null) {
            return mapped;
        }
        // RFC 3551, table 4.
        return switch (payloadType) {
            case 0 -> "PCMU/8000";
            case 8 -> "PCMA/8000";
            case 9 -> "G722/8000";
            default -> "";
        };
    }
}
