package ai.openclaw.voice.component.rtp.sdp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A session description, read strictly in what we use and leniently in what we do not. A parser of our own, because
 * what reads an offer from the open network shall have no more features than are needed.
 */
public final class SessionDescription {
    // Offers of WebRTC gateways have up to 10 KB; nobody needs more for one call.
    private static final int LONGEST = 32 * 1024;
    private static final int MOST_MEDIA = 32;

    private final List<MediaLine> media = new ArrayList<>();
    private String address;
    private MediaDirection direction = MediaDirection.SENDRECV;

    private SessionDescription() {}

    /** @throws MalformedSdpException naming the line that cannot be read */
    public static SessionDescription parse(String text) throws MalformedSdpException {
        if (text.length() > LONGEST) {
            throw new MalformedSdpException("longer than " + LONGEST + " characters");
        }
        SessionDescription session = new SessionDescription();
        String[] lines = text.split("\r\n|\n|\r");
        // Of nothing but line ends split leaves nothing.
        if (lines.length == 0 || !lines[0].equals("v=0")) {
            throw new MalformedSdpException("does not begin with v=0");
        }
        for (int i = 1; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                session.line(lines[i], i + 1);
            }
        }
        if (session.media.isEmpty()) {
            throw new MalformedSdpException("has no m= line");
        }
        return session;
    }

    List<MediaLine> media() {
        return media;
    }

    /** The address that holds for a media line; null when neither it nor the session has one. */
    String addressOf(MediaLine line) {
        return line.address != null ? line.address : address;
    }

    MediaDirection directionOf(MediaLine line) {
        return line.direction != null ? line.direction : direction;
    }

    private void line(String line, int number) throws MalformedSdpException {
        if (line.length() < 2 || line.charAt(1) != '=' || !Character.isLowerCase(line.charAt(0))) {
            throw new MalformedSdpException("line " + number + " is not of the form x=value");
        }
        String value = line.substring(2).trim();
        switch (line.charAt(0)) {
            case 'm' -> mediaLine(value, number);
            case 'c' -> connection(value, number);
            case 'a' -> attribute(value, number);
            default -> {
                // Time, bandwidth, names: nothing that the media layer acts upon.
            }
        }
    }

    private void mediaLine(String value, int number) throws MalformedSdpException {
        String[] parts = value.split("\\s+");
        if (parts.length < 4) {
            throw new MalformedSdpException("line " + number + ": m= wants media, port, protocol and formats");
        }
        if (media.size() == MOST_MEDIA) {
            throw new MalformedSdpException("has more than " + MOST_MEDIA + " m= lines");
        }
        String port = parts[1].contains("/") ? parts[1].substring(0, parts[1].indexOf('/')) : parts[1];
        media.add(new MediaLine(
                parts[0].toLowerCase(Locale.ROOT),
                number(port, 65535, number),
                parts[2],
                List.copyOf(Arrays.asList(parts).subList(3, parts.length))));
    }

    private void connection(String value, int number) throws MalformedSdpException {
        String[] parts = value.split("\\s+");
        if (parts.length != 3 || !parts[0].equals("IN")) {
            throw new MalformedSdpException(
                    "line " + number + ": c= wants a network type, an address type, an address");
        }
        // Which family can be taken is the answer's matter; a multicast TTL after a slash is cut off there, too.
        String found = parts[1] + " " + parts[2];
        if (media.isEmpty()) {
            address = found;
        } else {
            current().address = found;
        }
    }

    private void attribute(String value, int number) throws MalformedSdpException {
        MediaDirection found = MediaDirection.of(value);
        if (found != null) {
            if (media.isEmpty()) {
                direction = found;
            } else {
                current().direction = found;
            }
        } else if (value.startsWith("rtpmap:") && !media.isEmpty()) {
            String[] parts = value.substring("rtpmap:".length()).trim().split("\\s+");
            if (parts.length < 2) {
                throw new MalformedSdpException("line " + number + ": a=rtpmap wants a payload type and an encoding");
            }
            String[] encoding = parts[1].toUpperCase(Locale.ROOT).split("/", -1);
            String name = encoding.length < 2 ? encoding[0] : encoding[0] + "/" + encoding[1];
            current().rtpmaps.put(number(parts[0], 127, number), name);
        } else if (value.startsWith("rtcp:") && !media.isEmpty()) {
            current().rtcpPort = number(value.substring("rtcp:".length()).trim().split("\\s+")[0], 65535, number);
        } else if (!media.isEmpty()) {
            preference(value);
        }
    }

    /** What can be left out of an offer can be overlooked when it makes no sense. */
    private void preference(String value) {
        if (value.equals("rtcp-mux")) {
            current().rtcpMux = true;
        } else if (value.startsWith("ptime:")) {
            current().packetMs = milliseconds(value.substring("ptime:".length()));
        } else if (value.startsWith("maxptime:")) {
            current().longestPacketMs = milliseconds(value.substring("maxptime:".length()));
        } else if (value.startsWith("crypto:")) {
            CryptoLine crypto = CryptoLine.of(value.substring("crypto:".length()));
            if (crypto != null) {
                current().cryptos.add(crypto);
            }
        }
    }

    private static int milliseconds(String text) {
        return text.trim().matches("\\d{1,4}") ? Integer.parseInt(text.trim()) : 0;
    }

    private MediaLine current() {
        return media.get(media.size() - 1);
    }

    private static int number(String text, int most, int line) throws MalformedSdpException {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > most) {
            throw new MalformedSdpException("line " + line + ": no number from 0 to " + most);
        }
        return Integer.parseInt(text);
    }
}
