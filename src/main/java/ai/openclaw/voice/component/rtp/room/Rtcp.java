package ai.openclaw.voice.component.rtp.room;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Sender and receiver reports (RFC 3550, 6): what the caller gets of ours, and how far away the caller is. */
final class Rtcp {
    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int DESCRIPTION = 202;
    private static final int BYE = 203;
    private static final int BLOCK = 24;
    private static final long NTP_EPOCH_S = 2_208_988_800L;

    private final int ssrc;
    private final byte[] name;
    private int clockPerMs = 8;
    private long lastSenderReport;
    private long lastSenderReportNanos;
    private long remoteLost = -1;
    private double remoteJitterMs = -1;
    private double roundTripMs = -1;

    /** @param name the canonical name, which must not tell who calls */
    Rtcp(int ssrc, String name) {
        this.ssrc = ssrc;
        this.name = name.getBytes(StandardCharsets.US_ASCII);
    }

    /** The codec is another, and its clock. */
    void clock(int perMs) {
        clockPerMs = perMs;
    }

    /** Writes a compound packet: report, name, and the farewell if it is the last. */
    void write(ByteBuf to, OutgoingTrack sent, ReceptionStatistics received, boolean bye) {
        boolean sender = sent.packets() > 0;
        int blocks = received.hasBegun() ? 1 : 0;
        header(to, blocks, sender ? SENDER_REPORT : RECEIVER_REPORT, (sender ? 24 : 4) + blocks * BLOCK);
        to.writeInt(ssrc);
        if (sender) {
            to.writeLong(ntp(System.currentTimeMillis()));
            to.writeInt(sent.timestamp());
            to.writeInt((int) sent.packets());
            to.writeInt((int) sent.octets());
        }
        if (blocks == 1) {
            writeBlock(to, received);
        }
        int item = 2 + name.length;
        int padded = (item / 4 + 1) * 4;
        header(to, 1, DESCRIPTION, 4 + padded);
        to.writeInt(ssrc);
        to.writeByte(1);
        to.writeByte(name.length);
        to.writeBytes(name);
        to.writeZero(padded - item);
        if (bye) {
            header(to, 1, BYE, 4);
            to.writeInt(ssrc);
        }
    }

    private void writeBlock(ByteBuf to, ReceptionStatistics received) {
        to.writeInt((int) received.ssrc());
        to.writeByte(received.fractionLost());
        to.writeMedium(received.streamLost());
        to.writeInt((int) received.extendedHighest());
        to.writeInt(received.jitterUnits());
        to.writeInt((int) lastSenderReport);
        long since = System.nanoTime() - lastSenderReportNanos;
        to.writeInt(lastSenderReport == 0 ? 0 : (int) (since * 65536 / 1_000_000_000));
    }

    /** Reads a compound packet; false when it is none. */
    boolean read(ByteBuf from) {
        boolean any = false;
        while (from.readableBytes() >= 8) {
            int start = from.readerIndex();
            int first = from.getUnsignedByte(start);
            int type = from.getUnsignedByte(start + 1);
            int length = 4 * (from.getUnsignedShort(start + 2) + 1);
            if (first >> 6 != 2 || length > from.readableBytes()) {
                return any;
            }
            any = true;
            int blocks = first & 0x1F;
            if (type == SENDER_REPORT && length >= 28) {
                lastSenderReport = from.getLong(start + 8) >> 16 & 0xFFFFFFFFL;
                lastSenderReportNanos = System.nanoTime();
                readBlocks(from, start + 28, Math.min(blocks, (length - 28) / BLOCK));
            } else if (type == RECEIVER_REPORT) {
                readBlocks(from, start + 8, Math.min(blocks, (length - 8) / BLOCK));
            }
            from.skipBytes(length);
        }
        return any;
    }

    private void readBlocks(ByteBuf from, int at, int blocks) {
        for (int i = 0; i < blocks; i++, at += BLOCK) {
            if (from.getInt(at) != ssrc) {
                continue;
            }
            remoteLost = Math.max(0, from.getMedium(at + 5));
            remoteJitterMs = from.getUnsignedInt(at + 12) / (double) clockPerMs;
            long theirLastReport = from.getUnsignedInt(at + 16);
            if (theirLastReport != 0) {
                long now = ntp(System.currentTimeMillis()) >> 16 & 0xFFFFFFFFL;
                int delay = (int) (now - theirLastReport - from.getUnsignedInt(at + 20));
                // Our clock's millisecond can make a loopback's round trip come out below zero.
                roundTripMs = Math.max(0, delay * 1000.0 / 65536);
            }
        }
    }

    long remoteLost() {
        return remoteLost;
    }

    double remoteJitterMs() {
        return remoteJitterMs;
    }

    double roundTripMs() {
        return roundTripMs;
    }

    private static void header(ByteBuf to, int count, int type, int bytesAfterHeader) {
        to.writeByte(0x80 | count);
        to.writeByte(type);
        to.writeShort(bytesAfterHeader / 4);
    }

    private static long ntp(long epochMs) {
        long seconds = epochMs / 1000 + NTP_EPOCH_S;
        long fraction = (epochMs % 1000 << 32) / 1000;
        return seconds << 32 | fraction;
    }
}
