package ai.openclaw.voice.testkit;

import ai.openclaw.voice.audio.AudioCodec;
import ai.openclaw.voice.component.rtp.srtp.CryptoSuite;
import ai.openclaw.voice.component.rtp.srtp.Srtp;
import ai.openclaw.voice.component.rtp.srtp.SrtpKeys;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A telephone's media: sends sound in real time from a socket of its own, silence when it has nothing to say, and keeps
 * every packet that it gets.
 */
public final class RtpPeer implements AutoCloseable {
    /** A packet that came. */
    public record Received(long nanos, int payloadType, boolean marker, int sequence, int timestamp, byte[] payload) {}

    private static final int KEYS = 101;

    private final AudioCodec codec;
    private final AudioCodec.Encoder encoder;
    private final int packetMs;
    private final int frame;
    private final int ticks;
    private final CryptoSuite suite;
    private final byte[] key;
    // One for each of the two threads.
    private volatile Srtp sending;
    private volatile Srtp receiving;
    private final DatagramSocket socket;
    private final List<Received> received = new ArrayList<>();
    private final List<short[]> script = new ArrayList<>();
    private final List<Long> saidNanos = new ArrayList<>();
    private volatile InetSocketAddress to;
    private volatile boolean closed;
    private volatile int dropEvery;
    private Thread sender;
    private int sequence = 65_500;
    private int timestamp = -8000;
    private int sent;
    private volatile long ssrc = 0x1234_5678L;
    private volatile int keyEvent = -1;
    private volatile double echo;
    private volatile byte[] lastSent;
    private volatile int unreadable;

    public RtpPeer(AudioCodec codec) {
        this(codec, "127.0.0.1");
    }

    /** @param host the local address to send from, for example {@code 127.0.0.2} */
    public RtpPeer(AudioCodec codec, String host) {
        this(codec, host, 20, null);
    }

    /** @param suite protects all that it sends and gets */
    public RtpPeer(AudioCodec codec, CryptoSuite suite) {
        this(codec, "127.0.0.1", 20, suite);
    }

    /** @param packetMs how much sound it sends in a packet, ms */
    public RtpPeer(AudioCodec codec, int packetMs) {
        this(codec, "127.0.0.1", packetMs, null);
    }

    private RtpPeer(AudioCodec codec, String host, int packetMs, CryptoSuite suite) {
        this.codec = codec;
        this.packetMs = packetMs;
        this.suite = suite;
        encoder = codec.newEncoder();
        frame = packetMs * codec.sampleRateHz() / 1000;
        ticks = packetMs * codec.clockRateHz() / 1000;
        key = suite == null ? null : new byte[suite.keyLength()];
        if (key != null) {
            new SecureRandom().nextBytes(key);
        }
        try {
            socket = new DatagramSocket(new InetSocketAddress(host, 0));
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
        Thread receiver = new Thread(this::receive, "peer-receiver");
        receiver.setDaemon(true);
        receiver.start();
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** An offer of this peer. */
    public String offer() {
        return "v=0\r\no=peer 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n" + mediaLine();
    }

    /** The line of its offer that is about sound, with its attributes. */
    public String mediaLine() {
        String crypto = suite == null
                ? ""
                : "a=crypto:7 " + suite + " inline:" + Base64.getEncoder().encodeToString(key) + "|2^31\r\n";
        return "m=audio " + port() + (suite == null ? " RTP/AVP " : " RTP/SAVP ") + codec.payloadType() + " " + KEYS
                + "\r\n" + crypto
                + "a=rtpmap:" + codec.payloadType() + " " + codec.rtpmap() + "\r\n"
                + "a=rtpmap:" + KEYS + " telephone-event/" + codec.clockRateHz() + "\r\na=fmtp:" + KEYS
                + " 0-16\r\na=ptime:" + packetMs + "\r\na=sendrecv\r\n";
    }

    /** Begins to send to where the answer says, with the keys that it brings. */
    public RtpPeer answered(String sdp) {
        if (suite != null) {
            String theirs = sdp.replaceAll("(?s).*a=crypto:7 " + suite + " inline:([^|\\s]+).*", "$1");
            SrtpKeys keys = new SrtpKeys(suite, key, Base64.getDecoder().decode(theirs));
            sending = new Srtp(keys, sending);
            receiving = new Srtp(keys, receiving);
        }
        int port = audioPort(sdp);
        to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return sender == null ? start(port) : this;
    }

    /** Sends nothing, as whoever is out of the call, until it is {@link #answered} again. */
    public void leaves() {
        to = null;
    }

    /** The port that an SDP names for audio. */
    public static int audioPort(String sdp) {
        return Integer.parseInt(sdp.replaceAll("(?s).*m=audio ([1-9]\\d*) .*", "$1"));
    }

    /** Begins to send, every 20 ms, to this port of the loopback. */
    public RtpPeer start(int port) {
        to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        sender = new Thread(this::send, "peer-sender");
        sender.setDaemon(true);
        sender.setPriority(Thread.MAX_PRIORITY);
        sender.start();
        return this;
    }

    /** Says this next, at the codec's rate, after all that it is still saying. */
    public RtpPeer say(short[] samples) {
        synchronized (script) {
            for (int at = 0; at < samples.length; at += frame) {
                short[] next = new short[frame];
                System.arraycopy(samples, at, next, 0, Math.min(frame, samples.length - at));
                script.add(next);
            }
        }
        return this;
    }

    /** When each packet of what was to be said was sent, on {@link System#nanoTime()}. */
    public List<Long> saidNanos() {
        synchronized (script) {
            return List.copyOf(saidNanos);
        }
    }

    /** Whether all was said. */
    public boolean hasSaidAll() {
        synchronized (script) {
            return script.isEmpty();
        }
    }

    /** Loses every n-th packet on the way; 0 for none. */
    public void dropEvery(int n) {
        dropEvery = n;
    }

    /** Goes on as another source. */
    public void changeSource(long newSsrc) {
        ssrc = newSsrc;
    }

    /** Says all that it hears from now on, at this share of its amplitude, and after all that it is still saying. */
    public void echo(double share) {
        echo = share;
    }

    /** Stops sending, and goes on listening. */
    public void fallSilent() {
        to = null;
    }

    /** Presses a key for 100 ms, as RFC 4733 says, with each end packet sent three times. */
    public void press(int event) {
        keyEvent = event;
    }

    /** Sends these bytes as they are. */
    public void sendRaw(byte[] bytes, int port) {
        try {
            socket.send(new DatagramPacket(
                    bytes, bytes.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One RTP packet of silence, as this peer would send it. */
    public byte[] packet(int sequenceNumber, int at) {
        return packet(codec.payloadType(), false, sequenceNumber, at, encoded(codec.newEncoder(), new short[frame]));
    }

    /** The last packet as it went over the network, after its protection. */
    public byte[] lastSent() {
        return lastSent.clone();
    }

    /** How many packets came that its keys did not open. */
    public int unreadable() {
        return unreadable;
    }

    /** All that came until now. */
    public List<Received> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** All audio that came until now, at the codec's rate. */
    public short[] heard() {
        AudioCodec.Decoder decoder = codec.newDecoder();
        short[] packet = new short[4096];
        short[] samples = new short[16_000];
        int length = 0;
        for (Received one : received()) {
            if (one.payloadType == codec.payloadType()) {
                int n = decoder.decode(one.payload, one.payload.length, packet);
                if (length + n > samples.length) {
                    samples = Arrays.copyOf(samples, 2 * samples.length);
                }
                System.arraycopy(packet, 0, samples, length, n);
                length += n;
            }
        }
        return Arrays.copyOf(samples, length);
    }

    @Override
    public void close() {
        closed = true;
        socket.close();
    }

    private void send() {
        long due = System.nanoTime();
        while (!closed) {
            short[] next = null;
            synchronized (script) {
                if (!script.isEmpty()) {
                    next = script.remove(0);
                    saidNanos.add(System.nanoTime());
                }
            }
            InetSocketAddress target = to;
            if (target != null) {
                int key = keyEvent;
                if (key >= 0) {
                    keyEvent = -1;
                    pressKey(key, target);
                }
                byte[] payload = encoded(encoder, next == null ? new short[frame] : next);
                if (dropEvery == 0 || ++sent % dropEvery != 0) {
                    transmit(packet(codec.payloadType(), false, sequence, timestamp, payload), target);
                }
                sequence = sequence + 1 & 0xFFFF;
            }
            timestamp += ticks;
            due += packetMs * 1_000_000L;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private static byte[] encoded(AudioCodec.Encoder encoder, short[] samples) {
        byte[] payload = new byte[1500];
        int length = encoder.encode(samples, 0, samples.length, payload);
        return Arrays.copyOf(payload, length);
    }

    private void pressKey(int pressed, InetSocketAddress target) {
        int began = timestamp;
        for (int i = 1; i <= 8; i++) {
            int duration = Math.min(i, 5) * ticks;
            byte[] event = {(byte) pressed, (byte) (i > 5 ? 0x8A : 0x0A), (byte) (duration >> 8), (byte) duration};
            transmit(packet(KEYS, i == 1, sequence, began, event), target);
            sequence = sequence + 1 & 0xFFFF;
        }
    }

    private byte[] packet(int payloadType, boolean marker, int sequenceNumber, int at, byte[] payload) {
        return ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) (marker ? payloadType | 0x80 : payloadType))
                .putShort((short) sequenceNumber)
                .putInt(at)
                .putInt((int) ssrc)
                .put(payload)
                .array();
    }

    private void transmit(byte[] plain, InetSocketAddress target) {
        byte[] bytes = plain;
        if (sending != null) {
            ByteBuf buffer = Unpooled.buffer().writeBytes(plain);
            sending.protect(buffer);
            bytes = new byte[buffer.readableBytes()];
            buffer.readBytes(bytes);
        }
        lastSent = bytes;
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, target));
        } catch (IOException e) {
            if (!closed) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void receive() {
        byte[] bytes = new byte[2048];
        while (!closed) {
            try {
                DatagramPacket datagram = new DatagramPacket(bytes, bytes.length);
                socket.receive(datagram);
                long now = System.nanoTime();
                int length = datagram.getLength();
                if (suite != null) {
                    ByteBuf buffer = Unpooled.copiedBuffer(bytes, 0, length);
                    if (receiving == null) {
                        // The answer with the keys is still on its way.
                        continue;
                    }
                    if (!receiving.open(buffer)) {
                        unreadable++;
                        continue;
                    }
                    length = buffer.readableBytes();
                    buffer.readBytes(bytes, 0, length);
                }
                ByteBuffer b = ByteBuffer.wrap(bytes, 0, length);
                byte[] payload = new byte[length - 12];
                b.get(12, payload);
                Received packet =
                        new Received(now, b.get(1) & 0x7F, b.get(1) < 0, b.getShort(2) & 0xFFFF, b.getInt(4), payload);
                synchronized (received) {
                    received.add(packet);
                }
                if (echo > 0 && packet.payloadType == codec.payloadType()) {
                    short[] softer = new short[frame];
                    codec.newDecoder().decode(payload, payload.length, softer);
                    for (int i = 0; i < softer.length; i++) {
                        softer[i] *= echo;
                    }
                    say(softer);
                }
            } catch (IOException e) {
                if (!closed) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
