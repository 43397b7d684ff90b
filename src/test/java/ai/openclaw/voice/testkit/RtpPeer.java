package ai.openclaw.voice.testkit;

import ai.openclaw.voice.audio.G711;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A telephone's media: sends G.711 in real time from a socket of its own, silence when it has nothing to say, and keeps
 * every packet that it gets.
 */
public final class RtpPeer implements AutoCloseable {
    /** A packet that came. */
    public record Received(long nanos, int payloadType, boolean marker, int sequence, int timestamp, byte[] payload) {}

    private static final int FRAME = 160;
    private static final long PERIOD = 20_000_000;

    private final G711 codec;
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

    public RtpPeer(G711 codec) {
        this(codec, "127.0.0.1");
    }

    /** @param host the local address to send from, for example {@code 127.0.0.2} */
    public RtpPeer(G711 codec, String host) {
        this.codec = codec;
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
        return "v=0\r\no=peer 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                + "m=audio " + port() + " RTP/AVP " + codec.payloadType() + " 101\r\n"
                + "a=rtpmap:" + codec.payloadType() + " " + codec + "/8000\r\n"
                + "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:20\r\na=sendrecv\r\n";
    }

    /** The port that an SDP names for audio. */
    public static int audioPort(String sdp) {
        return Integer.parseInt(sdp.replaceAll("(?s).*m=audio (\\d+) .*", "$1"));
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

    /** Says this next, at 8000 Hz, after all that it is still saying. */
    public RtpPeer say(short[] samples) {
        synchronized (script) {
            for (int at = 0; at < samples.length; at += FRAME) {
                short[] frame = new short[FRAME];
                System.arraycopy(samples, at, frame, 0, Math.min(FRAME, samples.length - at));
                script.add(frame);
            }
        }
        return this;
    }

    /** When each frame of 20 ms that was to be said was sent, on {@link System#nanoTime()}. */
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
        byte[] silence = new byte[FRAME];
        Arrays.fill(silence, codec.silence());
        return packet(codec.payloadType(), false, sequenceNumber, at, silence);
    }

    /** All that came until now. */
    public List<Received> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** All audio that came until now, at 8000 Hz. */
    public short[] heard() {
        List<Received> audio = received().stream()
                .filter(packet -> packet.payloadType == codec.payloadType())
                .toList();
        short[] samples =
                new short[audio.stream().mapToInt(p -> p.payload.length).sum()];
        int at = 0;
        for (Received packet : audio) {
            codec.decode(packet.payload, 0, samples, at, packet.payload.length);
            at += packet.payload.length;
        }
        return samples;
    }

    @Override
    public void close() {
        closed = true;
        socket.close();
    }

    private void send() {
        long next = System.nanoTime();
        while (!closed) {
            short[] frame = null;
            synchronized (script) {
                if (!script.isEmpty()) {
                    frame = script.remove(0);
                    saidNanos.add(System.nanoTime());
                }
            }
            InetSocketAddress target = to;
            if (target != null) {
                if (keyEvent >= 0) {
                    pressKey(target);
                }
                byte[] payload = new byte[FRAME];
                codec.encode(frame == null ? new short[FRAME] : frame, 0, payload, 0, FRAME);
                if (dropEvery == 0 || ++sent % dropEvery != 0) {
                    transmit(packet(codec.payloadType(), false, sequence, timestamp, payload), target);
                }
                sequence = sequence + 1 & 0xFFFF;
            }
            timestamp += FRAME;
            next += PERIOD;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void pressKey(InetSocketAddress target) {
        int began = timestamp;
        for (int i = 1; i <= 8; i++) {
            int duration = Math.min(i, 5) * FRAME;
            byte[] event = {(byte) keyEvent, (byte) (i > 5 ? 0x8A : 0x0A), (byte) (duration >> 8), (byte) duration};
            transmit(packet(101, i == 1, sequence, began, event), target);
            sequence = sequence + 1 & 0xFFFF;
        }
        keyEvent = -1;
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

    private void transmit(byte[] bytes, InetSocketAddress target) {
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
                ByteBuffer b = ByteBuffer.wrap(bytes, 0, datagram.getLength());
                byte[] payload = new byte[datagram.getLength() - 12];
                b.get(12, payload);
                Received packet =
                        new Received(now, b.get(1) & 0x7F, b.get(1) < 0, b.getShort(2) & 0xFFFF, b.getInt(4), payload);
                synchronized (received) {
                    received.add(packet);
                }
            } catch (IOException e) {
                if (!closed) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
