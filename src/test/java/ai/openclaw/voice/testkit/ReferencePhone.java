package ai.openclaw.voice.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A far end with known timing to calibrate a caller against: one call, scripted. It answers {@code replyAfterMs} after
 * the caller's last audible packet came. It shares no code with the product or the built-in caller.
 */
public final class ReferencePhone implements AutoCloseable {
    private static final Random RANDOM = new Random(42);

    private final boolean tcp;
    private final InetAddress ip = InetAddress.getLoopbackAddress();
    private final DatagramSocket rtp;
    private DatagramSocket udp;
    private ServerSocket server;

    public int answerAfterMs = 50;
    public int rejectWith;
    public boolean neverAnswer;
    public boolean ignoreFirstInvite;
    public boolean aLaw;
    public byte[] greeting = new byte[0];
    public byte[] reply = new byte[0];
    public int replyAfterMs = 300;
    public int hangUpAfterMs;
    public int loseEvery;
    public int swapEvery;
    public int jitterMs;
    public boolean secondAudioIsDuplicated;

    /** Start lines of all requests that came, in their order. */
    public final List<String> requests = new CopyOnWriteArrayList<>();
    /** Start lines of responses to our own requests. */
    public final List<String> responses = new CopyOnWriteArrayList<>();
    /** Payloads of all audio packets that came. */
    public final List<byte[]> audioHeard = new CopyOnWriteArrayList<>();

    public final List<Integer> eventsHeard = new CopyOnWriteArrayList<>();
    public final List<Integer> sourcePorts = new CopyOnWriteArrayList<>();
    public volatile int packetsHeard;
    public volatile int notRtpHeard;
    public volatile String lastSdp;

    private volatile boolean inCall;
    private volatile long lastAudibleNanos;
    private volatile InetSocketAddress media;
    private volatile String invite;
    private volatile Consumer<String> toCaller;
    private volatile boolean closed;

    public ReferencePhone(boolean tcp) throws IOException {
        this.tcp = tcp;
        rtp = new DatagramSocket(0, ip);
        if (tcp) {
            server = new ServerSocket(0, 10, ip);
        } else {
            udp = new DatagramSocket(0, ip);
        }
    }

    public ReferencePhone start() {
        thread(tcp ? this::serveTcp : this::serveUdp);
        return this;
    }

    public String uri() {
        return "sip:9001@127.0.0.1:" + (tcp ? server.getLocalPort() : udp.getLocalPort());
    }

    private void thread(Loop loop) {
        Thread thread = new Thread(() -> {
            try {
                loop.run();
            } catch (IOException e) {
                if (!closed) {
                    throw new IllegalStateException(e);
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Loop {
        void run() throws IOException;
    }

    private void serveUdp() throws IOException {
        byte[] buffer = new byte[65535];
        while (!closed) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            udp.receive(packet);
            handle(new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8), text -> {
                try {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    udp.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    private void serveTcp() throws IOException {
        while (!closed) {
            Socket socket = server.accept();
            thread(() -> {
                InputStream in = socket.getInputStream();
                StringBuilder text = new StringBuilder();
                for (int b; (b = in.read()) >= 0; ) {
                    text.append((char) b);
                    if (text.toString().endsWith("\r\n\r\n")) {
                        int length = Integer.parseInt("0" + header(text.toString(), "Content-Length"));
                        text.append(new String(in.readNBytes(length), StandardCharsets.UTF_8));
                        handle(text.toString(), message -> {
                            try {
                                // In two writes, so that a reader that takes a segment for a message is found out.
                                byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
                                socket.getOutputStream().write(bytes, 0, 10);
                                socket.getOutputStream().flush();
                                socket.getOutputStream().write(bytes, 10, bytes.length - 10);
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
                        text.setLength(0);
                    }
                }
            });
        }
    }

    private static String header(String message, String name) {
        Matcher m = Pattern.compile("(?im)^" + name + ": *([^\r\n]*)").matcher(message);
        return m.find() ? m.group(1) : "";
    }

    private void handle(String message, Consumer<String> out) {
        String line = message.substring(0, message.indexOf("\r\n"));
        if (line.startsWith("SIP/2.0")) {
            responses.add(line);
            return;
        }
        requests.add(line);
        toCaller = out;
        switch (line.substring(0, line.indexOf(' '))) {
            case "INVITE" -> onInvite(message, out);
            case "CANCEL" -> {
                out.accept(response(message, "200 OK", ""));
                out.accept(response(invite, "487 Request Terminated", ""));
            }
            case "BYE" -> {
                inCall = false;
                out.accept(response(message, "200 OK", ""));
            }
            default -> {}
        }
    }

    private void onInvite(String message, Consumer<String> out) {
        if (invite == null && ignoreFirstInvite) {
            invite = "";
            return;
        }
        boolean again = header(message, "To").contains("tag=");
        invite = message;
        lastSdp = message.substring(message.indexOf("\r\n\r\n") + 4);
        if (rejectWith > 0) {
            out.accept(response(message, rejectWith + " No Way", ""));
            return;
        }
        out.accept(response(message, "100 Trying", ""));
        out.accept(response(message, "180 Ringing", ""));
        if (neverAnswer) {
            return;
        }
        thread(() -> {
            LockSupport.parkNanos(answerAfterMs * 1_000_000L);
            Matcher port = Pattern.compile("m=audio (\\d+)").matcher(lastSdp);
            if (port.find()) {
                media = new InetSocketAddress(ip, Integer.parseInt(port.group(1)));
            }
            out.accept(response(message, "200 OK", sdp(lastSdp.contains("a=sendonly") ? "recvonly" : "sendrecv")));
            if (!again && media != null) {
                inCall = true;
                thread(this::listen);
                thread(this::speak);
            }
        });
    }

    private String sdp(String direction) {
        int type = aLaw ? 8 : 0;
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + rtp.getLocalPort()
                + " RTP/AVP " + type + " 101\r\na=rtpmap:101 telephone-event/8000\r\na=" + direction + "\r\n";
    }

    private String response(String request, String status, String body) {
        StringBuilder text = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (String name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
            String value = header(request, name);
            boolean tag = name.equals("To") && !value.contains("tag=") && !status.startsWith("100");
            text.append(name)
                    .append(": ")
                    .append(value)
                    .append(tag ? ";tag=ref" : "")
                    .append("\r\n");
        }
        return text + "Contact: <" + uri() + ">\r\nX-Reference: yes\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n") + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    /** Asks the caller something within the dialog. */
    public void request(String method, String body) {
        String to = header(invite, "From");
        toCaller.accept(method + " sip:caller@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/" + (tcp ? "TCP" : "UDP")
                + " 127.0.0.1:"
                + (tcp ? server.getLocalPort() : udp.getLocalPort()) + ";branch=z9hG4bKref" + RANDOM.nextInt(1 << 30)
                + "\r\nFrom: " + header(invite, "To") + ";tag=ref\r\nTo: " + to + "\r\nCall-ID: "
                + header(invite, "Call-ID")
                + "\r\nCSeq: 7 " + method + "\r\nMax-Forwards: 70\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body);
    }

    public void reinvite(String direction) {
        request("INVITE", sdp(direction));
    }

    private void listen() throws IOException {
        byte[] buffer = new byte[2048];
        int lastEvent = -1;
        while (!closed) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            rtp.receive(packet);
            long now = System.nanoTime();
            ByteBuffer b = ByteBuffer.wrap(buffer, 0, packet.getLength());
            int type = b.remaining() < 12 ? -1 : b.get(1) & 0x7f;
            if (type == 101) {
                if (b.getInt(4) != lastEvent) {
                    eventsHeard.add((int) b.get(12));
                }
                lastEvent = b.getInt(4);
            } else if (type == 0 || type == 8) {
                byte[] payload = new byte[b.remaining() - 12];
                b.position(12);
                b.get(payload);
                audioHeard.add(payload);
                packetsHeard++;
                sourcePorts.add(packet.getPort());
                if (isAudible(payload, type == 8)) {
                    lastAudibleNanos = now;
                }
            } else {
                notRtpHeard++;
            }
        }
    }

    private static boolean isAudible(byte[] payload, boolean aLaw) {
        double sum = 0;
        for (byte code : payload) {
            short value = aLaw ? TextbookG711.aLawToLinear(code) : TextbookG711.muLawToLinear(code);
            sum += value * value;
        }
        return Math.sqrt(sum / payload.length) > 300;
    }

    private void speak() throws IOException {
        List<byte[]> frames = new ArrayList<>(frames(greeting));
        long due = System.nanoTime();
        long began = due;
        long answered = 0;
        byte[] held = null;
        for (int n = 1; inCall && !closed; n++, due += 20_000_000) {
            while (System.nanoTime() < due && inCall) {
                LockSupport.parkNanos(Math.min(1_000_000, Math.max(1, due - System.nanoTime())));
                long last = lastAudibleNanos;
                if (last != answered && frames.isEmpty() && System.nanoTime() - last >= replyAfterMs * 1_000_000L) {
                    // The reply leaves at once, not on the old grid of 20 ms, so that its time is known exactly.
                    answered = last;
                    frames.addAll(frames(reply));
                    due = System.nanoTime();
                }
            }
            if (hangUpAfterMs > 0 && due - began > hangUpAfterMs * 1_000_000L) {
                inCall = false;
                request("BYE", "");
                return;
            }
            byte[] payload = frames.isEmpty() ? frames(new byte[0], 1).get(0) : frames.remove(0);
            byte[] packet = ByteBuffer.allocate(12 + payload.length)
                    .put((byte) 0x80)
                    .put((byte) (aLaw ? 8 : 0))
                    .putShort((short) (65500 + n))
                    .putInt(-1000 + 160 * n)
                    .putInt(0x5eed)
                    .put(payload)
                    .array();
            if (loseEvery > 0 && n % loseEvery == 0) {
                continue;
            }
            if (swapEvery > 0 && n % swapEvery == 0) {
                held = packet;
                continue;
            }
            if (jitterMs > 0) {
                LockSupport.parkNanos((long) (RANDOM.nextDouble() * jitterMs * 1e6));
            }
            transmit(packet);
            if (held != null) {
                transmit(held);
                held = null;
            }
            if (secondAudioIsDuplicated && n == 2) {
                transmit(packet);
            }
        }
    }

    private void transmit(byte[] packet) throws IOException {
        rtp.send(new DatagramPacket(packet, packet.length, media));
    }

    private List<byte[]> frames(byte[] codes) {
        return frames(codes, (codes.length + 159) / 160);
    }

    private List<byte[]> frames(byte[] codes, int count) {
        List<byte[]> frames = new ArrayList<>();
        for (int f = 0; f < count; f++) {
            byte[] frame = new byte[160];
            java.util.Arrays.fill(frame, (byte) (aLaw ? 0xd5 : 0xff));
            System.arraycopy(
                    codes,
                    Math.min(codes.length, f * 160),
                    frame,
                    0,
                    Math.max(0, Math.min(160, codes.length - f * 160)));
            frames.add(frame);
        }
        return frames;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        inCall = false;
        rtp.close();
        if (udp != null) {
            udp.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
