package ai.openclaw.voice.component.rtp.room;

import io.netty.buffer.ByteBuf;

/** Reads and writes RTP headers (RFC 3550, 5.1). One instance is used again for every packet of a track. */
final class RtpPacket {
    static final int HEADER = 12;

    int payloadType;
    boolean marker;
    int sequence;
    int timestamp;
    long ssrc;
    /** Where the payload begins in the buffer that was parsed. */
    int payloadOffset;

    int payloadLength;

    /** Whether the buffer holds an RTP packet with a payload; if not, the fields mean nothing. */
    boolean parse(ByteBuf buffer) {
        int start = buffer.readerIndex();
        int length = buffer.readableBytes();
        if (length < HEADER) {
            return false;
        }
        int first = buffer.getUnsignedByte(start);
        if (first >> 6 != 2) {
            return false;
        }
        int header = HEADER + 4 * (first & 0xF);
        if ((first & 0x10) != 0) {
            if (length < header + 4) {
                return false;
            }
            header += 4 + 4 * buffer.getUnsignedShort(start + header + 2);
        }
        int padding = 0;
        if ((first & 0x20) != 0) {
            padding = buffer.getUnsignedByte(start + length - 1);
            if (padding == 0) {
                return false;
            }
        }
        payloadLength = length - header - padding;
        if (payloadLength <= 0) {
            return false;
        }
        int second = buffer.getUnsignedByte(start + 1);
        marker = second >> 7 == 1;
        payloadType = second & 0x7F;
        sequence = buffer.getUnsignedShort(start + 2);
        timestamp = buffer.getInt(start + 4);
        ssrc = buffer.getUnsignedInt(start + 8);
        payloadOffset = start + header;
        return true;
    }

    /** Whether this is RTCP that came on RTP's port: packet types 192 to 223 (RFC 5761, 4). */
    static boolean isRtcp(ByteBuf buffer) {
        if (buffer.readableBytes() < 8) {
            return false;
        }
        int type = buffer.getUnsignedByte(buffer.readerIndex() + 1);
        return buffer.getUnsignedByte(buffer.readerIndex()) >> 6 == 2 && type >= 192 && type <= 223;
    }

    static void writeHeader(ByteBuf to, int payloadType, boolean marker, int sequence, int timestamp, int ssrc) {
        to.writeByte(0x80);
        to.writeByte(marker ? 0x80 | payloadType : payloadType);
        to.writeShort(sequence);
        to.writeInt(timestamp);
        to.writeInt(ssrc);
    }
}
