package ai.openclaw.voice.testkit;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;

/** A DNS server on a UDP port of its own. */
public final class NameServer implements AutoCloseable {
    private final DatagramSocket socket;
    private final List<Record> records = new CopyOnWriteArrayList<>();
    private final List<Record> questions = new CopyOnWriteArrayList<>();
    private volatile boolean silent;
    private volatile int failure = Rcode.NOERROR;

    public NameServer() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread thread = new Thread(this::run, "name-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** @param name such as {@code _sip._udp.example.test} @param target {@code .} for a service that is not offered */
    public NameServer srv(String name, int priority, int weight, int port, String target, int ttl) {
        records.add(new SRVRecord(name(name), DClass.IN, ttl, priority, weight, port, name(target)));
        return this;
    }

    public NameServer a(String name, String address, int ttl) throws IOException {
        records.add(new ARecord(name(name), DClass.IN, ttl, InetAddress.getByName(address)));
        return this;
    }

    /** Knows nothing any more. */
    public NameServer clear() {
        records.clear();
        return this;
    }

    public NameServer silent(boolean next) {
        silent = next;
        return this;
    }

    /** Answers so, one of {@link Rcode}. */
    public NameServer failing(int code) {
        failure = code;
        return this;
    }

    /** How often this name was asked for. */
    public long questions(String name) {
        return questions.stream()
                .filter(one -> one.getName().equals(name(name)))
                .count();
    }

    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void run() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                Message question = new Message(Arrays.copyOf(buffer, packet.getLength()));
                questions.add(question.getQuestion());
                if (!silent) {
                    byte[] answer = answer(question).toWire();
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                // Closed, or nonsense came.
            }
        }
    }

    private Message answer(Message question) {
        Record asked = question.getQuestion();
        Message answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(asked, Section.QUESTION);
        boolean exists = false;
        for (Record record : records) {
            if (record.getName().equals(asked.getName())) {
                exists = true;
                if (record.getType() == asked.getType()) {
                    answer.addRecord(record, Section.ANSWER);
                }
            }
        }
        answer.getHeader().setRcode(failure != Rcode.NOERROR ? failure : exists ? Rcode.NOERROR : Rcode.NXDOMAIN);
        return answer;
    }

    @Override
    public void close() {
        socket.close();
    }
}
