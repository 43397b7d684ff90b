package ai.openclaw.voice.component.rtp.room;

import ai.openclaw.voice.link.RoomCommand;
import io.netty.buffer.ByteBuf;

/** Telephone events (RFC 4733): the keys of a telephone, in and out. For one thread. */
final class Dtmf {
    static final String KEYS = "0123456789*#ABCD";
    /** An event's payload, bytes. */
    static final int PAYLOAD = 4;

    private static final int FRAME_MS = 20;
    // 100 ms of key, its end said three times, 60 ms of rest: what even slow receivers understand.
    private static final int KEY_FRAMES = 5;
    private static final int END_FRAMES = 3;
    private static final int REST_FRAMES = 3;
    // -10 dBm0, RFC 4733 section 2.3.
    private static final int VOLUME = 10;
    private static final int[] ROWS = {697, 770, 852, 941};
    private static final int[] COLUMNS = {1209, 1336, 1477, 1633};
    private static final String KEYPAD = "123A456B789C*0#D";

    private final StringBuilder pending = new StringBuilder();
    private int frame;
    private int eventTimestamp;

    private boolean heardAny;
    private int heardTimestamp;
    private long heardFrom;

    /**
     * Takes an event packet.
     *
     * @return the key, once for each time it was pressed; 0 for a repetition, or what is no key
     */
    char received(ByteBuf buffer, RtpPacket packet) {
        if (packet.payloadLength < PAYLOAD) {
            return 0;
        }
        int event = buffer.getUnsignedByte(packet.payloadOffset);
        if (event >= KEYS.length()) {
            return 0;
        }
        if (heardAny && packet.ssrc == heardFrom && packet.timestamp - heardTimestamp <= 0) {
            return 0;
        }
        heardAny = true;
        heardFrom = packet.ssrc;
        heardTimestamp = packet.timestamp;
        return KEYS.charAt(event);
    }

    /** @throws IllegalArgumentException for anything but {@code 0-9*#A-D} */
    static void check(String digits) {
        int most = RoomCommand.SendDtmf.MOST;
        if (!digits.matches("[0-9*#A-D]{1," + most + "}")) {
            throw new IllegalArgumentException("keys are 1 to " + most + " of 0-9*#A-D");
        }
    }

    void send(String digits) {
        pending.append(digits);
    }

    /** Whether the next frame belongs to a key instead of to the playout. */
    boolean isSending() {
        return pending.length() > 0;
    }

    /** Whether the frame at hand is the rest between two keys: silence. */
    boolean isResting() {
        return frame >= KEY_FRAMES + END_FRAMES;
    }

    /** Whether the frame at hand is a key's first. */
    boolean isFirst() {
        return frame == 0;
    }

    /**
     * Writes the frame's payload; the timestamp of its packet is {@link #timestamp}.
     *
     * @param clockHz in what the key's duration is counted
     */
    void writeEvent(ByteBuf to, int streamTimestamp, int clockHz) {
        if (frame == 0) {
            eventTimestamp = streamTimestamp;
        }
        boolean end = frame >= KEY_FRAMES;
        to.writeByte(KEYS.indexOf(pending.charAt(0)));
        to.writeByte(end ? 0x80 | VOLUME : VOLUME);
        to.writeShort(Math.min(frame + 1, KEY_FRAMES) * FRAME_MS * (clockHz / 1000));
    }

    /** All packets of an event carry the time of its beginning. */
    int timestamp(int streamTimestamp) {
        return frame == 0 ? streamTimestamp : eventTimestamp;
    }

    /** Writes the frame as the two tones of the key, for a caller who takes no events. */
    void writeTones(short[] to) {
        int at = KEYPAD.indexOf(pending.charAt(0));
        for (int i = 0; i < to.length; i++) {
            double t = (frame + (double) i / to.length) * FRAME_MS / 1000;
            double tones = Math.sin(2 * Math.PI * ROWS[at / 4] * t) + Math.sin(2 * Math.PI * COLUMNS[at % 4] * t);
            to[i] = frame < KEY_FRAMES ? (short) (6000 * tones) : 0;
        }
    }

    /** The frame has left. */
    void sent() {
        if (++frame == KEY_FRAMES + END_FRAMES + REST_FRAMES) {
            frame = 0;
            pending.deleteCharAt(0);
        }
    }
}
