package ai.openclaw.voice.demo.caller;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends the caller's RTP in real time, on absolute deadlines 20 ms apart, so that a late packet makes no later one late.
 * It always sends: silence when there is nothing to say.
 */
final class RtpSender {
    static final int FRAME_SAMPLES = 160;
    private static final long FRAME_NANOS = 20_000_000;
    /** RFC 4733, 2.5.1.4: the end of an event is sent three times, for one may be lost. */
    private static final int EVENT_ENDS = 3;
    /** RFC 4733 volume field: -10 dBm0. */
    private static final int EVENT_VOLUME = 10;

    private final DatagramSocket socket;
    private final DatagramSocket foreign;
    private final CallerSrtp srtp;
    private final RtpFaults faults;
    private final AudioTrack own;
    private final LineMix mix;
    private final long zeroNanos;
    private final Queue<Saying> queue = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Delayed> delayed = new PriorityQueue<>();
    private final int ssrc = ThreadLocalRandom.current().nextInt();
    private final int firstTimestamp = ThreadLocalRandom.current().nextInt();
    private int sequence = ThreadLocalRandom.current().nextInt(0x8000);
    private volatile CallerSdp.Remote remote;
    private volatile InetSocketAddress destination;
    private volatile boolean stopped;
    private volatile boolean quiet;
    private volatile long sent;
    private volatile double latestMs;
    private long counted;
    private boolean first = true;
    private Saying current;

    private record Delayed(long at, byte[] bytes) implements Comparable<Delayed> {
        @Override
        public int compareTo(Delayed other) {
            return Long.compare(at, other.at);
        }
    }

    /** Speech, or a key when {@code digit} is 0 or more. */
    private static final class Saying {
        final short[] samples;
        final int digit;
        final int lastAudible;
        final int frames;
        final CompletableFuture<Spoken> done = new CompletableFuture<>();
        int frame;
        int timestamp;
        long startNanos;
        long speechEndNanos;

        Saying(short[] samples, int digit, int frames) {
            this.samples = samples;
            this.digit = digit;
            this.frames = frames;
            this.lastAudible = lastAudible(samples, frames);
        }

        private static int lastAudible(short[] samples, int frames) {
            for (int f = frames - 1; samples != null && f > 0; f--) {
                int from = f * FRAME_SAMPLES;
                if (from < samples.length
                        && FarSpeech.audible(samples, from, Math.min(FRAME_SAMPLES, samples.length - from))) {
                    return f;
                }
            }
            return samples == null ? frames - 1 : 0;
        }
    }

    RtpSender(
            DatagramSocket socket,
            DatagramSocket foreign,
            CallerSrtp srtp,
            RtpFaults faults,
            AudioTrack own,
            LineMix mix,
            CallerSdp.Remote remote,
            long zeroNanos) {
        this.socket = socket;
        this.foreign = foreign;
        this.srtp = srtp;
        this.faults = faults;
        this.own = own;
        this.mix = mix;
        this.zeroNanos = zeroNanos;
        sendTo(remote);
    }

    void sendTo(CallerSdp.Remote remote) {
        this.remote = remote;
        this.destination = new InetSocketAddress(remote.address(), remote.port());
    }

    CompletableFuture<Spoken> say(short[] samples) {
        return add(new Saying(samples, -1, Math.max(1, (samples.length + FRAME_SAMPLES - 1) / FRAME_SAMPLES)));
    }

    /** @param ms how long the key is held */
    CompletableFuture<Spoken> press(int digit, int ms) {
        return add(new Saying(null, digit, Math.max(2, ms / 20) + EVENT_ENDS));
    }

    private CompletableFuture<Spoken> add(Saying saying) {
        queue.add(saying);
        if (stopped) {
            failWhatIsLeft();
        }
        return saying.done;
    }

    /** From now on nothing is sent, as if the line were cut. */
    void goQuiet() {
        quiet = true;
    }

    void stop() {
        stopped = true;
    }

    long sent() {
        return sent;
    }

    double latestMs() {
        return latestMs;
    }

    void run() {
        long start = System.nanoTime();
        long startPosition = (start - zeroNanos) * Codec.SAMPLE_RATE_HZ / 1_000_000_000L;
        for (long frame = 0; !stopped; frame++) {
            waitFor(start + frame * FRAME_NANOS);
            latestMs = Math.max(latestMs, (System.nanoTime() - start - frame * FRAME_NANOS) / 1e6);
            sendFrame(firstTimestamp + (int) (frame * FRAME_SAMPLES), startPosition + frame * FRAME_SAMPLES);
        }
        failWhatIsLeft();
    }

    private void failWhatIsLeft() {
        IllegalStateException over = new IllegalStateException("the call is over");
        for (Saying saying; (saying = queue.poll()) != null; ) {
            saying.done.completeExceptionally(over);
        }
        Saying unfinished = current;
        if (unfinished != null) {
            unfinished.done.completeExceptionally(over);
        }
    }

    private void waitFor(long due) {
        while (!stopped) {
            long now = System.nanoTime();
            long next = due;
            while (!delayed.isEmpty()) {
                if (delayed.peek().at > now) {
                    next = Math.min(due, delayed.peek().at);
                    break;
                }
                transmit(delayed.poll().bytes);
            }
            if (now >= due) {
                return;
            }
            LockSupport.parkNanos(next - now);
        }
    }

    private void sendFrame(int timestamp, long position) {
        if (current == null) {
            current = queue.poll();
        }
        Saying saying = current;
        short[] sound = new short[FRAME_SAMPLES];
        if (saying == null) {
            sendAudio(sound, timestamp, position);
            return;
        }
        if (saying.frame == 0) {
            saying.startNanos = System.nanoTime();
            saying.timestamp = timestamp;
        }
        if (saying.digit >= 0) {
            sendEvent(saying);
        } else {
            int from = saying.frame * FRAME_SAMPLES;
            System.arraycopy(saying.samples, from, sound, 0, Math.min(FRAME_SAMPLES, saying.samples.length - from));
            sendAudio(sound, timestamp, position);
        }
        long now = System.nanoTime();
        if (saying.frame == saying.lastAudible) {
            saying.speechEndNanos = now;
        }
        if (++saying.frame >= saying.frames) {
            current = null;
            saying.done.complete(
                    new Spoken(ms(saying.startNanos), ms(now), ms(saying.speechEndNanos), saying.speechEndNanos));
        }
    }

    private void sendAudio(short[] sound, int timestamp, long position) {
        Codec codec = remote.codec();
        mix.addTo(sound);
        own.put(position, codec.roundTrip(sound));
        send(first, codec.payloadType(), timestamp, codec.encode(sound, 0, sound.length));
        first = false;
    }

    private void sendEvent(Saying key) {
        boolean end = key.frame >= key.frames - EVENT_ENDS;
        int duration = Math.min(key.frame + 1, key.frames - EVENT_ENDS) * FRAME_SAMPLES;
        ByteBuffer payload = ByteBuffer.allocate(4)
                .put((byte) key.digit)
                .put((byte) ((end ? 0x80 : 0) | EVENT_VOLUME))
                .putShort((short) duration);
        send(key.frame == 0, remote.telephoneEvent(), key.timestamp, payload.array());
    }

    private void send(boolean marker, int type, int timestamp, byte[] payload) {
        byte[] plain = ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) (type | (marker ? 0x80 : 0)))
                .putShort((short) sequence++)
                .putInt(timestamp)
                .putInt(ssrc)
                .put(payload)
                .array();
        if (quiet || !remote.wantsToHear()) {
            return;
        }
        byte[] bytes = srtp == null ? plain : srtp.protect(plain);
        long count = ++counted;
        if (!RtpFaults.hits(faults.loseEvery(), count)) {
            deliver(bytes);
            if (RtpFaults.hits(faults.duplicateEvery(), count)) {
                transmit(bytes);
            }
        }
        if (RtpFaults.hits(faults.garbageEvery(), count)) {
            byte[] garbage = new byte[ThreadLocalRandom.current().nextInt(1, 400)];
            ThreadLocalRandom.current().nextBytes(garbage);
            put(socket, garbage);
        }
        if (RtpFaults.hits(faults.foreignEvery(), count)) {
            byte[] intruder = bytes.clone();
            // A full-scale square wave: whoever lets it through is heard to do so.
            for (int i = 12; i < intruder.length; i++) {
                intruder[i] = (byte) ((i / 8 & 1) == 0 ? 0x00 : 0x80);
            }
            put(foreign, intruder);
        }
    }

    private void deliver(byte[] bytes) {
        if (faults.jitterMs() > 0) {
            long delay = (long) (ThreadLocalRandom.current().nextDouble() * faults.jitterMs() * 1e6);
            delayed.add(new Delayed(System.nanoTime() + delay, bytes));
        } else {
            transmit(bytes);
        }
    }

    private void transmit(byte[] bytes) {
        put(faults.wrongSourcePort() ? foreign : socket, bytes);
        sent++;
    }

    private void put(DatagramSocket from, byte[] bytes) {
        try {
            from.send(new DatagramPacket(bytes, bytes.length, destination));
        } catch (IOException lost) {
            // A packet that cannot leave is a packet lost on the way.
        }
    }

    private double ms(long nanos) {
        return (nanos - zeroNanos) / 1e6;
    }
}
