package ai.openclaw.voice.bench;

import ai.openclaw.voice.audio.AudioCodec;
import ai.openclaw.voice.audio.AudioCodecs;
import ai.openclaw.voice.audio.EnergyVad;
import ai.openclaw.voice.audio.SileroModel;
import ai.openclaw.voice.audio.SileroVad;
import ai.openclaw.voice.audio.SpeechDetector;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.component.rtp.room.Room;
import ai.openclaw.voice.component.rtp.room.RoomSettings;
import ai.openclaw.voice.component.rtp.room.RoomStatistics;
import ai.openclaw.voice.component.rtp.room.Rooms;
import ai.openclaw.voice.component.rtp.sdp.MediaAgreement;
import ai.openclaw.voice.component.rtp.sdp.MediaDirection;
import ai.openclaw.voice.component.rtp.srtp.CryptoSuite;
import ai.openclaw.voice.component.rtp.srtp.Srtp;
import ai.openclaw.voice.component.rtp.srtp.SrtpKeys;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What rooms cost with RTP both ways: {@code RoomBench rooms seconds [silero.onnx|-] [noise|silence] [codec] [srtp]}. Prints
 * the CPU of the media's own threads, as a share of one core, and per frame; the generator's is not in it.
 */
public final class RoomBench {
    private RoomBench() {}

    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[0]);
        int seconds = Integer.parseInt(args[1]);
        boolean noise = args.length > 3 && args[3].equals("noise");
        AudioCodec codec = AudioCodecs.of(args.length > 4 ? args[4] : "PCMU").get(0);
        boolean srtp = args.length > 5 && args[5].equals("srtp");
        SileroModel model = args.length > 2 && !args[2].equals("-") ? new SileroModel(Path.of(args[2])) : null;
        RoomSettings settings =
                new RoomSettings(40, 60, 200, SpeechDetector.Settings.DEFAULT, 30_000, 15_000, 1000, 5000, null);
        AtomicLong events = new AtomicLong();
        try (DatagramChannel peer = DatagramChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                Rooms rooms = new Rooms(
                        "127.0.0.1",
                        30_000,
                        30_000 + 4 * count,
                        Runtime.getRuntime().availableProcessors(),
                        () -> model == null ? new EnergyVad() : new SileroVad(model),
                        Executors.newCachedThreadPool(BenchThread::new),
                        event -> events.incrementAndGet(),
                        callId -> null)) {
            InetSocketAddress address = (InetSocketAddress) peer.getLocalAddress();
            InetSocketAddress nowhere = new InetSocketAddress("127.0.0.1", 9);
            List<Room> open = new ArrayList<>();
            byte[] key = new byte[CryptoSuite.AES_CM_128_HMAC_SHA1_80.keyLength()];
            SrtpKeys keys = new SrtpKeys(CryptoSuite.AES_CM_128_HMAC_SHA1_80, key, key);
            MediaAgreement agreed = new MediaAgreement(
                    codec,
                    codec.payloadType(),
                    101,
                    8000,
                    20,
                    address,
                    nowhere,
                    false,
                    MediaDirection.SENDRECV,
                    srtp ? keys : null,
                    null);
            for (int i = 0; i < count; i++) {
                open.add(rooms.open(CallId.fresh(), agreed, settings));
            }
            Sound sound = new Sound(codec, noise, srtp ? new Srtp(keys) : null);
            Thread drain = new BenchThread(() -> drain(peer));
            drain.start();
            send(peer, open, 3, sound);
            long cpu = mediaCpu();
            long late = rooms.counters().lateTicks.sum();
            send(peer, open, seconds, sound);
            cpu = mediaCpu() - cpu;
            long lost = open.stream()
                    .map(Room::statistics)
                    .mapToLong(RoomStatistics::lost)
                    .sum();
            double jitter = open.stream()
                    .map(Room::statistics)
                    .mapToDouble(RoomStatistics::jitterMs)
                    .max()
                    .orElse(0);
            double frames = count * 50.0 * seconds;
            System.out.printf(
                    "%d rooms, %s%s, %s, %s: %.1f %% of a core, %.1f us per 20 ms both ways; %d lost, jitter %.1f ms, %d late ticks, %d events%n",
                    count,
                    codec,
                    srtp ? " protected" : "",
                    model == null ? "energy" : "silero",
                    noise ? "noise" : "silence",
                    cpu / 1e7 / seconds,
                    cpu / 1e3 / frames,
                    lost,
                    jitter,
                    rooms.counters().lateTicks.sum() - late,
                    events.get());
        }
    }

    private static final class BenchThread extends Thread {
        BenchThread(Runnable work) {
            super(work, "bench");
            setDaemon(true);
        }
    }

    private static void drain(DatagramChannel peer) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
        try {
            while (true) {
                buffer.clear();
                peer.receive(buffer);
            }
        } catch (IOException e) {
            // The bench is over.
        }
    }

    /** What all callers say at the same time. */
    private static final class Sound {
        private final AudioCodec codec;
        private final AudioCodec.Encoder encoder;
        private final boolean noise;
        private final Srtp srtp;
        private final Random random = new Random(1);
        private int sequence;

        Sound(AudioCodec codec, boolean noise, Srtp srtp) {
            this.codec = codec;
            this.noise = noise;
            this.srtp = srtp;
            encoder = codec.newEncoder();
        }

        ByteBuffer next() {
            short[] samples = new short[codec.sampleRateHz() / 50];
            // Bursts of half a second, which the energy gate must let through to the detector.
            double amplitude = noise && sequence / 25 % 2 == 0 ? 3000 : 0;
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (short) (amplitude * random.nextGaussian());
            }
            byte[] payload = new byte[1500];
            int length = encoder.encode(samples, 0, samples.length, payload);
            ByteBuf packet = Unpooled.buffer();
            packet.writeByte(0x80).writeByte(codec.payloadType()).writeShort(sequence);
            packet.writeInt(sequence * (codec.clockRateHz() / 50)).writeInt(7).writeBytes(payload, 0, length);
            sequence++;
            if (srtp != null) {
                srtp.protect(packet);
            }
            return packet.nioBuffer();
        }
    }

    private static void send(DatagramChannel peer, List<Room> rooms, int seconds, Sound sound) throws Exception {
        long next = System.nanoTime();
        for (int tick = 0; tick < seconds * 50; tick++) {
            ByteBuffer packet = sound.next();
            for (Room room : rooms) {
                peer.send(packet.duplicate(), new InetSocketAddress("127.0.0.1", room.localPort()));
            }
            next += 20_000_000;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private static long mediaCpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null && info.getThreadName().startsWith("rtp-media")) {
                sum += threads.getThreadCpuTime(id);
            }
        }
        return sum;
    }
}
