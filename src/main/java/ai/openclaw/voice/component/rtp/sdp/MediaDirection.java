package ai.openclaw.voice.component.rtp.sdp;

import java.util.Locale;

/** Who sends (RFC 3264, 5.1), seen from whoever wrote the description. */
public enum MediaDirection {
    SENDRECV(true, true),
    SENDONLY(true, false),
    RECVONLY(false, true),
    INACTIVE(false, false);

    private final boolean sends;
    private final boolean receives;

    MediaDirection(boolean sends, boolean receives) {
        this.sends = sends;
        this.receives = receives;
    }

    public boolean sends() {
        return sends;
    }

    public boolean receives() {
        return receives;
    }

    /** The same, seen from the other side. */
    public MediaDirection reversed() {
        return this == SENDONLY ? RECVONLY : this == RECVONLY ? SENDONLY : this;
    }

    /** The attribute's name, for example {@code sendrecv}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The direction with this attribute name, or null. */
    static MediaDirection of(String word) {
        for (MediaDirection direction : values()) {
            if (direction.word().equals(word)) {
                return direction;
            }
        }
        return null;
    }
}
