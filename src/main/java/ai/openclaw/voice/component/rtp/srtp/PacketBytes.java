package ai.openclaw.voice.component.rtp.srtp;

import io.netty.buffer.ByteBuf;
import org.jitsi.utils.ByteArrayBuffer;

/** A packet where the ciphers want it: in an array, with room behind it for its signature. Used again for each packet. */
final class PacketBytes implements ByteArrayBuffer {
    // The longest datagram that is read, and the longest signature.
    private static final int CAPACITY = 2048 + 64;

    private final byte[] bytes = new byte[CAPACITY];
    private int offset;
    private int length;

    /** Takes the packet; whether it is not too long. */
    boolean take(ByteBuf packet) {
        offset = 0;
        length = packet.readableBytes();
        if (length > CAPACITY - 64) {
            return false;
        }
        packet.getBytes(packet.readerIndex(), bytes, 0, length);
        return true;
    }

    /** Puts what became of it back in its place. */
    void giveBack(ByteBuf packet) {
        packet.writerIndex(packet.readerIndex());
        packet.writeBytes(bytes, offset, length);
    }

    int intAt(int index) {
        return (bytes[index] & 0xFF) << 24
                | (bytes[index + 1] & 0xFF) << 16
                | (bytes[index + 2] & 0xFF) << 8
                | bytes[index + 3] & 0xFF;
    }

    @Override
    public byte[] getBuffer() {
        return bytes;
    }

    @Override
    public int getOffset() {
        return offset;
    }

    @Override
    public int getLength() {
        return length;
    }

    @Override
    public void setLength(int newLength) {
        length = newLength;
    }

    @Override
    public void setOffset(int newOffset) {
        offset = newOffset;
    }

    @Override
    public boolean isInvalid() {
        return length > CAPACITY - offset;
    }

    @Override
    public void readRegionToBuff(int from, int count, byte[] to) {
        System.arraycopy(bytes, offset + from, to, 0, count);
    }

    @Override
    public void grow(int more) {
        if (offset + length + more > CAPACITY) {
            throw new IllegalArgumentException("a packet has no room for " + more + " bytes more");
        }
    }

    @Override
    public void append(byte[] more, int count) {
        grow(count);
        System.arraycopy(more, 0, bytes, offset + length, count);
        length += count;
    }

    @Override
    public void shrink(int less) {
        length -= less;
    }
}
