package ai.openclaw.voice.component.sip;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.Future;

/**
 * What is still to be sent on one connection. Whoever sends is not held up by a peer that does not read: JAIN SIP sends
 * from its clock and its parsers, and while one of them waits, others' calls do, too. Thread-safe.
 */
final class SendQueue extends OutputStream {
    /** How long a peer may take nothing, ms: four lost segments in a row cost 3 s. */
    static final int PATIENCE_MS = 5000;

    /** Some hundred messages, bytes; 200 connections of strangers may cost us that much each. */
    private static final int MOST_WAITING = 256 * 1024;

    private final OutputStream wire;
    private final Runnable end;
    private final Senders senders;
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean sending;
    private boolean ending;

    /** @param end ends the connection at once, whatever is being sent */
    SendQueue(OutputStream wire, Runnable end, Senders senders) {
        this.wire = wire;
        this.end = end;
        this.senders = senders;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (!add(Arrays.copyOfRange(bytes, from, from + length))) {
            end.run();
            throw new SocketException("The peer does not read");
        }
    }

    private synchronized boolean add(byte[] bytes) throws IOException {
        if (ending) {
            throw new SocketException("The connection is closed");
        }
        if (waitingBytes + bytes.length > MOST_WAITING) {
            ending = true;
            return false;
        }
        waiting.add(bytes);
        waitingBytes += bytes.length;
        if (!sending) {
            sending = true;
            senders.execute(this::send);
        }
        return true;
    }

    private void send() {
        for (byte[] next = next(); next != null; next = next()) {
            Future<?> impatience = senders.after(PATIENCE_MS, end);
            try {
                wire.write(next);
            } catch (IOException e) {
                end.run();
                return;
            } finally {
                impatience.cancel(false);
            }
        }
    }

    /** Ends the connection after the last, if somebody wanted that. */
    private byte[] next() {
        boolean last;
        synchronized (this) {
            byte[] next = waiting.poll();
            if (next != null) {
                waitingBytes -= next.length;
                return next;
            }
            sending = false;
            last = ending;
        }
        if (last) {
            end.run();
        }
        return null;
    }

    /** The connection is ended: nothing more is taken or sent. */
    synchronized void giveUp() {
        ending = true;
        waitingBytes = 0;
        waiting.clear();
    }

    /** Takes nothing more, and ends the connection once all is sent. */
    @Override
    public void close() {
        synchronized (this) {
            ending = true;
            if (sending) {
                return;
            }
        }
        end.run();
    }
}
