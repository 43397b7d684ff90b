package ai.openclaw.voice.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exchange's registrar, over real sockets: digest, bindings that expire, and whatever can go wrong with it. It passes
 * OPTIONS for an extension on to where that is registered, as a proxy does.
 */
public final class Registrar implements AutoCloseable {
    public enum Fault {
        NONE,
        /** Nothing is answered. */
        DROP,
        /** Everything is answered with 503. */
        UNAVAILABLE,
        /** Each REGISTER is answered with 403. */
        FORBIDDEN
    }

    /** What it does about OPTIONS to an extension. */
    public enum Manners {
        PASSES_ON,
        ANSWERS_ITSELF,
        DENIES_ALWAYS,
        IS_SILENT
    }

    private interface Reply {
        void send(String text) throws IOException;
    }

    private final DatagramSocket udp;
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
    private final RegistrarDigest digest = new RegistrarDigest();
    private final Map<String, String> bindings = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> all = new ConcurrentHashMap<>();
    private final Map<String, Reply> relayed = new ConcurrentHashMap<>();
    private final List<SipText> requests = new CopyOnWriteArrayList<>();

    private volatile Fault fault = Fault.NONE;
    private volatile Manners manners = Manners.PASSES_ON;
    private volatile int minExpires = 1;
    private volatile int maxExpires = 120;
    private volatile String seenAt;
    private volatile boolean answersPings;
    private volatile boolean takesOneContact;
    private final AtomicInteger pings = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();

    public Registrar() throws IOException {
        BothTransports port = BothTransports.open();
        udp = port.udp();
        open.add(udp);
        thread("udp", this::readDatagrams);
        accept(port.tcp());
    }

    /** Takes connections of this server socket, too; one for TLS, for example. */
    public void accept(ServerSocket server) {
        open.add(server);
        thread("accept", () -> {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                open.add(socket);
                connections.incrementAndGet();
                thread("connection", () -> readStream(socket));
            }
        });
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void thread(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // The socket is closed, by us or by the peer.
                    }
                },
                "registrar-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    public Registrar user(String authId, String password) {
        digest.user(authId, password);
        return this;
    }

    public Registrar fault(Fault next) {
        fault = next;
        return this;
    }

    public Registrar manners(Manners next) {
        manners = next;
        return this;
    }

    public Registrar algorithms(String... words) {
        digest.algorithms(List.of(words));
        return this;
    }

    public Registrar withoutQop() {
        digest.withoutQop();
        return this;
    }

    /** After this many uses a nonce is stale. */
    public Registrar usesOfANonce(int uses) {
        digest.usesOfANonce(uses);
        return this;
    }

    public Registrar expires(int min, int max) {
        minExpires = min;
        maxExpires = max;
        return this;
    }

    /** Says that requests come from there, as a registrar beyond a NAT does. */
    public Registrar seenAt(String hostAndPort) {
        seenAt = hostAndPort;
        return this;
    }

    /** Whether two CRLF are answered with one, which many exchanges do not do. */
    public Registrar answersPings(boolean answers) {
        answersPings = answers;
        return this;
    }

    /** How often two CRLF came. */
    public int pings() {
        return pings.get();
    }

    /** How many connections were taken so far. */
    public int connections() {
        return connections.get();
    }

    /** Loses all registrations, as a restart does. */
    public void forget() {
        bindings.clear();
        all.clear();
    }

    /** Ends all connections, as a restart does. */
    public void disconnect() throws IOException {
        for (AutoCloseable one : open) {
            if (one instanceof Socket socket) {
                socket.close();
            }
        }
    }

    /** Where an extension is registered, or null. */
    public String binding(String extension) {
        return bindings.get(extension);
    }

    /** All places where an extension is registered. */
    public Set<String> bindings(String extension) {
        return Set.copyOf(all.getOrDefault(extension, Set.of()));
    }

    /** Refuses a REGISTER with more than one Contact. */
    public Registrar takesOneContact() {
        takesOneContact = true;
        return this;
    }

    public List<SipText> requests(String method) {
        return requests.stream().filter(r -> r.method().equals(method)).toList();
    }

    public int port() {
        return udp.getLocalPort();
    }

    public String address() {
        return "127.0.0.1:" + port();
    }

    private void readDatagrams() throws IOException {
        byte[] buffer = new byte[65536];
        while (!udp.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            udp.receive(packet);
            String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
            InetSocketAddress peer = (InetSocketAddress) packet.getSocketAddress();
            take(text, reply -> sendDatagram(reply, peer));
        }
    }

    private void sendDatagram(String text, InetSocketAddress peer) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        udp.send(new DatagramPacket(bytes, bytes.length, peer));
    }

    private void readStream(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        StringBuilder text = new StringBuilder();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            text.append((char) octet);
            if (text.toString().equals("\r\n\r\n")) {
                pings.incrementAndGet();
                text.setLength(0);
                if (answersPings) {
                    synchronized (out) {
                        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                        out.flush();
                    }
                }
            }
            // What registrars get has no body.
            if (text.length() > 4 && text.indexOf("\r\n\r\n", text.length() - 4) >= 0) {
                take(text.toString().stripLeading(), reply -> {
                    synchronized (out) {
                        out.write(reply.getBytes(StandardCharsets.UTF_8));
                        out.flush();
                    }
                });
                text.setLength(0);
            }
        }
    }

    private void take(String text, Reply reply) throws IOException {
        if (!text.contains("\r\n\r\n")) {
            return;
        }
        SipText message = new SipText(text);
        if (message.isResponse()) {
            passBack(message);
            return;
        }
        requests.add(message);
        switch (fault) {
            case DROP -> {}
            case UNAVAILABLE -> answer(message, reply, "503 Service Unavailable");
            default -> {
                if (message.method().equals("REGISTER")) {
                    register(message, reply);
                } else if (message.method().equals("OPTIONS")) {
                    options(message, reply);
                }
            }
        }
    }

    private void register(SipText request, Reply reply) throws IOException {
        if (fault == Fault.FORBIDDEN) {
            answer(request, reply, "403 Forbidden");
            return;
        }
        String refusal = digest.refusal(request);
        if (refusal != null) {
            challenge(request, reply, refusal.equals("stale"));
            return;
        }
        String extension = user(request.header("To"));
        int expires = Integer.parseInt(request.header("Expires"));
        List<String> contacts = request.entries("Contact");
        if (takesOneContact && contacts.size() > 1) {
            answer(request, reply, "400 One Contact Only");
        } else if (expires == 0) {
            bindings.remove(extension);
            all.remove(extension);
            answer(request, reply, "200 OK");
        } else if (expires < minExpires) {
            answer(request, reply, "423 Interval Too Brief", "Min-Expires: " + minExpires);
        } else {
            bindings.put(extension, contacts.get(0));
            Set<String> bound = all.computeIfAbsent(extension, one -> ConcurrentHashMap.newKeySet());
            for (String contact : contacts) {
                if (contact.endsWith(";expires=0")) {
                    bound.remove(contact.replace(";expires=0", ""));
                } else {
                    bound.add(contact);
                }
            }
            answer(
                    request,
                    reply,
                    "200 OK",
                    "Contact: <sip:" + extension + "@192.0.2.77:5060>;expires=7",
                    "Contact: " + contacts.get(0) + ";expires=" + Math.min(expires, maxExpires));
        }
    }

    private void challenge(SipText request, Reply reply, boolean stale) throws IOException {
        answer(request, reply, "401 Unauthorized", digest.challenges(stale).toArray(String[]::new));
    }

    private void options(SipText request, Reply reply) throws IOException {
        String extension = user(request.firstLine());
        String binding = extension == null ? null : bindings.get(extension);
        switch (manners) {
            case IS_SILENT -> {}
            case ANSWERS_ITSELF -> answer(request, reply, "200 OK");
            case DENIES_ALWAYS -> answer(request, reply, "404 Not Found");
            case PASSES_ON -> {
                if (binding == null) {
                    answer(request, reply, "480 Temporarily Unavailable");
                } else {
                    String branch = "z9hG4bK" + UUID.randomUUID();
                    relayed.put(branch, reply);
                    int head = request.text().indexOf("\r\n") + 2;
                    sendDatagram(
                            request.text().substring(0, head) + "Via: SIP/2.0/UDP " + address() + ";branch=" + branch
                                    + "\r\n" + request.text().substring(head),
                            addressIn(binding));
                }
            }
        }
    }

    private void passBack(SipText response) throws IOException {
        String via = response.header("Via");
        Reply reply = relayed.remove(via.substring(via.indexOf("branch=") + 7).split("[;,]")[0]);
        if (reply != null) {
            String rest = via.contains(",") ? "Via: " + via.substring(via.indexOf(',') + 1) + "\r\n" : "";
            reply.send(response.text().replaceFirst("(?i)Via: *[^\r]*\r\n", rest));
        }
    }

    private static InetSocketAddress addressIn(String contact) {
        String[] parts = contact.replaceAll(".*@([^;>]*).*", "$1").split(":");
        return new InetSocketAddress(parts[0], Integer.parseInt(parts[1]));
    }

    private static String user(String text) {
        Matcher user = Pattern.compile("sip:([^@> ]+)@").matcher(text);
        return user.find() ? user.group(1) : null;
    }

    private void answer(SipText request, Reply reply, String status, String... lines) throws IOException {
        StringBuilder text = new StringBuilder("SIP/2.0 " + status + "\r\n");
        String via = request.header("Via");
        if (seenAt != null) {
            String[] parts = seenAt.split(":");
            via = via.replaceFirst(";rport", ";rport=" + parts[1]) + ";received=" + parts[0];
        }
        text.append("Via: ").append(via).append("\r\n");
        for (String name : new String[] {"From", "Call-ID", "CSeq"}) {
            text.append(name).append(": ").append(request.header(name)).append("\r\n");
        }
        text.append("To: ").append(request.header("To")).append(";tag=registrar\r\n");
        for (String line : lines) {
            text.append(line).append("\r\n");
        }
        reply.send(text + "Content-Length: 0\r\n\r\n");
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }
}
