package ai.openclaw.voice.bench;

import ai.openclaw.voice.audio.G711;
import ai.openclaw.voice.audio.SileroModel;
import ai.openclaw.voice.audio.SileroVad;
import ai.openclaw.voice.audio.SpeechDetector;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.component.rtp.room.Room;
import ai.openclaw.voice.component.rtp.room.RoomSettings;
import ai.openclaw.voice.component.rtp.room.Rooms;
import ai.openclaw.voice.component.rtp.sdp.MediaAgreement;
import ai.openclaw.voice.component.rtp.sdp.MediaDirection;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import ai.openclaw.voice.testkit.HumanSpeech;
import ai.openclaw.voice.testkit.Noises;
import ai.openclaw.voice.testkit.RtpPeer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;

/**
 * How soon we fall silent for a human, and how seldom for anything else, over real UDP in real time: {@code
 * InterruptionBench [clips [noises of a kind]]}. From the packet in which the caller's voice begins to the end of ours; then from the packet in which the voice ends to SpeechEnded, less its 200 ms.
 */
public final class InterruptionBench {
    /** Longer than any recording and the silence behind it. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int CALLS = 6;
    // Above this a sample is sound: a G.711 codec's noise is below.
    private static final int SOUND = 100;

    private record Told(long nanos, RoomEvent event) {}

    // Four voices at once: speech in its nature, and without the pauses in which silence could not be told.
    private static final short[] OURS = voicesAtOnce(4, 12_000);

    private final Map<CallId, Queue<Told>> told = new ConcurrentHashMap<>();
    private final Random random = new Random(11);

    private InterruptionBench() {}

    public static void main(String[] args) throws Exception {
        int clips = args.length > 0 ? Integer.parseInt(args[0]) : 90;
        int noises = args.length > 1 ? Integer.parseInt(args[1]) : 48;
        new InterruptionBench().run(clips, noises);
        System.exit(0);
    }

    /** One call: a phone and our room. */
    private final class Call {
        final CallId callId = CallId.fresh();
        final RtpPeer peer = new RtpPeer(G711.PCMU);
        final Room room;
        int turn;

        Call(Rooms rooms) throws Exception {
            told.put(callId, new ConcurrentLinkedQueue<>());
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", peer.port());
            room = rooms.open(
                    callId,
                    new MediaAgreement(
                            G711.PCMU, 0, 101, address, new InetSocketAddress("127.0.0.1", 9), MediaDirection.SENDRECV),
                    new RoomSettings(40, 60, 200, SpeechDetector.Settings.DEFAULT, 30_000, 15_000, 1000, 5000, null));
            peer.start(room.localPort());
        }

        /** What happened when this was said while we speak. */
        Outcome interrupt(short[] sound, int afterMs) {
            turn++;
            told.get(callId).clear();
            room.command(new RoomCommand.ListenAnew(callId));
            room.command(new RoomCommand.Play(callId, turn, 0, new Pcm(OURS, 8000)));
            int first = peer.saidNanos().size() + afterMs / 20;
            peer.say(new short[afterMs * 8]).say(sound).say(new short[12_000]);
            Awaitility.await().atMost(PATIENCE).until(peer::hasSaidAll);
            long from = peer.saidNanos().get(first);
            long until = System.nanoTime();
            room.command(new RoomCommand.StopPlayout(callId, turn));
            long lastSound = 0;
            long silentSince = 0;
            for (RtpPeer.Received packet : peer.received()) {
                if (packet.nanos() < from || packet.nanos() > until) {
                    continue;
                }
                double soundMs = soundMs(packet);
                if (soundMs > 0) {
                    lastSound = packet.nanos() + (long) (soundMs * 1e6);
                } else {
                    silentSince = lastSound == 0 ? from : lastSound;
                    break;
                }
            }
            long ended = told.get(callId).stream()
                    .filter(t -> t.event() instanceof RoomEvent.SpeechEnded)
                    .mapToLong(Told::nanos)
                    .max()
                    .orElse(0);
            long lastVoice = peer.saidNanos().get(first + (sound.length - 1) / 160);
            // What is told after this one belongs to the next interruption.
            room.command(new RoomCommand.EndOfTurn(callId, turn));
            Awaitility.await().atMost(PATIENCE).until(() -> was(RoomEvent.PlayoutFinished.class));
            return new Outcome(
                    silentSince == 0 ? Double.NaN : (silentSince - from) / 1e6,
                    was(RoomEvent.SpeechStarted.class),
                    was(RoomEvent.BargeIn.class),
                    ended == 0 ? Double.NaN : (ended - lastVoice) / 1e6 - 200);
        }

        private boolean was(Class<? extends RoomEvent> type) {
            return told.get(callId).stream().anyMatch(t -> type.isInstance(t.event()));
        }
    }

    /** @param endMs from the voice's last packet to SpeechEnded, less the silence it stands for */
    private record Outcome(double silentMs, boolean told, boolean meant, double endMs) {}

    /** Where the packet's last sound lies, ms from its beginning; 0 when it is silent. */
    private static double soundMs(RtpPeer.Received packet) {
        for (int i = packet.payload().length - 1; i >= 0; i--) {
            if (Math.abs(G711.PCMU.decode(packet.payload()[i])) > SOUND) {
                return (i + 1) / 8.0;
            }
        }
        return 0;
    }

    private static short[] voicesAtOnce(int voices, int ms) {
        HumanSpeech speech = HumanSpeech.required();
        List<String> names = speech.names();
        int[] sum = new int[ms * 8];
        Random random = new Random(4);
        for (int v = 0; v < voices; v++) {
            for (int at = 0; at < sum.length; ) {
                short[] clip = speech.clip(names.get(random.nextInt(names.size())))
                        .sound()
                        .samples();
                for (int i = 0; i < clip.length && at < sum.length; i++, at++) {
                    sum[at] += clip[i];
                }
            }
        }
        short[] samples = new short[sum.length];
        for (int i = 0; i < sum.length; i++) {
            samples[i] = (short) Math.max(-32_768, Math.min(32_767, sum[i] / 2));
        }
        return samples;
    }

    private void run(int clips, int noises) throws Exception {
        SileroModel model = new SileroModel(HumanSpeech.model("silero-vad-v6", "silero_vad.onnx"));
        Rooms rooms = new Rooms(
                "127.0.0.1",
                31_000,
                31_099,
                2,
                () -> new SileroVad(model),
                Executors.newCachedThreadPool(),
                event -> told.get(event.callId()).add(new Told(System.nanoTime(), event)),
                callId -> null);
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            calls.add(new Call(rooms));
        }
        List<short[]> voices = voices(clips, 600, 3000);
        List<Outcome> outcomes = all(calls, voices);
        print("speech to silence", outcomes.stream().mapToDouble(Outcome::silentMs));
        print("speech's end to SpeechEnded, less 200 ms", outcomes.stream().mapToDouble(Outcome::endMs));
        System.out.printf(
                "%d of %d told, %d of them meant%n",
                outcomes.stream().filter(Outcome::told).count(),
                outcomes.size(),
                outcomes.stream().filter(Outcome::meant).count());
        Map<String, List<short[]>> sounds = new TreeMap<>();
        for (Noises.Kind kind : Noises.Kind.values()) {
            List<short[]> made = new ArrayList<>();
            for (int i = 0; i < noises; i++) {
                made.add(Noises.make(kind, random));
            }
            sounds.put(kind.name().toLowerCase(), made);
        }
        sounds.put("a word of 0.2 to 0.5 s", voices(noises, 200, 500));
        for (Map.Entry<String, List<short[]>> kind : sounds.entrySet()) {
            List<Outcome> got = all(calls, kind.getValue());
            System.out.printf(
                    "%-24s %d: %.0f %% pause, %.0f %% are told as speech, %.0f %% barge in%n",
                    kind.getKey(),
                    got.size(),
                    share(got.stream().filter(o -> !Double.isNaN(o.silentMs)).count(), got),
                    share(got.stream().filter(Outcome::told).count(), got),
                    share(got.stream().filter(Outcome::meant).count(), got));
        }
        rooms.close();
    }

    private static double share(long part, List<Outcome> of) {
        return 100.0 * part / of.size();
    }

    private List<Outcome> all(List<Call> calls, List<short[]> sounds) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CALLS);
        List<Future<List<Outcome>>> futures = new ArrayList<>();
        for (int c = 0; c < CALLS; c++) {
            int call = c;
            futures.add(threads.submit(() -> {
                List<Outcome> got = new ArrayList<>();
                for (int i = call; i < sounds.size(); i += CALLS) {
                    // At another offset each time, so that no frame boundary is favoured.
                    short[] shifted = new short[(i * 37) % 160 + sounds.get(i).length];
                    System.arraycopy(sounds.get(i), 0, shifted, (i * 37) % 160, sounds.get(i).length);
                    got.add(calls.get(call).interrupt(shifted, 600 + i % 7 * 20));
                }
                return got;
            }));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<List<Outcome>> future : futures) {
            outcomes.addAll(future.get());
        }
        threads.shutdown();
        return outcomes;
    }

    /** Clips from where the voice begins to where it ends. */
    private static List<short[]> voices(int count, int minMs, int maxMs) {
        HumanSpeech speech = HumanSpeech.required();
        List<short[]> voices = new ArrayList<>();
        for (String name : speech.names()) {
            short[] samples = speech.clip(name).sound().samples();
            int from = 0;
            while (from + 80 < samples.length && !isLoud(samples, from)) {
                from += 40;
            }
            int to = samples.length - 80;
            while (to > from && !isLoud(samples, to)) {
                to -= 40;
            }
            if (to - from >= minMs * 8 && to - from <= maxMs * 8) {
                voices.add(Arrays.copyOfRange(samples, from, to + 80));
            }
        }
        List<short[]> spread = new ArrayList<>();
        for (int i = 0; i < Math.min(count, voices.size()); i++) {
            spread.add(voices.get((int) ((long) i * voices.size() / Math.min(count, voices.size()))));
        }
        return spread;
    }

    /** Louder than -42 dB of full scale over 10 ms. */
    private static boolean isLoud(short[] samples, int at) {
        long sum = 0;
        for (int i = at; i < at + 80; i++) {
            sum += samples[i] * samples[i];
        }
        return sum > 80L * 260 * 260;
    }

    private static void print(String what, java.util.stream.DoubleStream figures) {
        double[] sorted = figures.filter(ms -> !Double.isNaN(ms)).sorted().toArray();
        System.out.printf(
                "%s: p50 %.0f ms, p90 %.0f ms, p95 %.0f ms, longest %.0f ms, of %d%n",
                what,
                sorted[sorted.length / 2],
                sorted[sorted.length * 9 / 10],
                sorted[sorted.length * 95 / 100],
                sorted[sorted.length - 1],
                sorted.length);
    }
}
