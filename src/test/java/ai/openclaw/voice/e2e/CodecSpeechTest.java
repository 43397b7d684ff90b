package ai.openclaw.voice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.audio.AudioCodec;
import ai.openclaw.voice.audio.EnergyVad;
import ai.openclaw.voice.audio.G711;
import ai.openclaw.voice.audio.G722;
import ai.openclaw.voice.audio.Opus;
import ai.openclaw.voice.audio.Resampler;
import ai.openclaw.voice.audio.SpeechDetector;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.component.rtp.room.Room;
import ai.openclaw.voice.component.rtp.room.RoomSettings;
import ai.openclaw.voice.component.rtp.room.Rooms;
import ai.openclaw.voice.component.rtp.sdp.MediaAgreement;
import ai.openclaw.voice.component.rtp.sdp.MediaDirection;
import ai.openclaw.voice.component.stt.MoonshineEngine;
import ai.openclaw.voice.component.stt.SttEngine;
import ai.openclaw.voice.link.RoomEvent;
import ai.openclaw.voice.testkit.HumanSpeech;
import ai.openclaw.voice.testkit.RtpPeer;
import ai.openclaw.voice.testkit.WordErrors;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A human's sentence goes over the network in each codec, and the recogniser understands it. */
class CodecSpeechTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final RoomSettings SETTINGS =
            new RoomSettings(40, 60, 200, SpeechDetector.Settings.DEFAULT, 30_000, 15_000, 1000, 5000, null);

    private static SttEngine engine;

    @BeforeAll
    static void load() throws Exception {
        engine = new MoonshineEngine(
                HumanSpeech.model("moonshine-tiny-en", "tokenizer.bin").getParent());
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    static Stream<AudioCodec> codecs() {
        return Stream.of(G711.PCMU, G711.PCMA, G722.CODEC, Opus.CODEC);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void theRecogniserUnderstandsAHumanThroughEachCodec(AudioCodec codec) throws Exception {
        HumanSpeech.Clip clip = HumanSpeech.required().clip("vm-options");
        List<RoomEvent> events = new CopyOnWriteArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        int port = ThreadLocalRandom.current().nextInt(21_000, 32_000) & ~1;
        try (RtpPeer peer = new RtpPeer(codec);
                Rooms rooms = new Rooms(
                        "127.0.0.1", port, port + 99, 1, EnergyVad::new, threads, events::add, callId -> null)) {
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", peer.port());
            MediaAgreement agreed =
                    new MediaAgreement(codec, codec.payloadType(), 101, address, address, MediaDirection.SENDRECV);
            Room room = rooms.open(CallId.fresh(), agreed, SETTINGS);
            peer.start(room.localPort());
            int rate = codec.sampleRateHz();
            peer.say(new short[rate / 2])
                    .say(at(rate, clip.sound().samples(), clip.sound().sampleRateHz()))
                    .say(new short[2 * rate]);
            await().atMost(DEADLINE).until(peer::hasSaidAll);
            await().atMost(DEADLINE).until(() -> events.stream().anyMatch(RoomEvent.SpeechEnded.class::isInstance));
        } finally {
            threads.shutdown();
        }
        String heard;
        try (SttEngine.Recognition recognition = engine.begin(null)) {
            for (RoomEvent event : events) {
                if (event instanceof RoomEvent.SpeechChunk chunk) {
                    assertThat(chunk.audio().sampleRateHz()).isEqualTo(codec.sampleRateHz());
                    recognition.accept(chunk.audio().samples(), chunk.audio().sampleRateHz());
                }
            }
            heard = recognition.finish();
        }
        WordErrors errors = WordErrors.between(clip.text(), heard);
        assertThat(errors.wrong()).as("%s instead of %s", heard, clip.text()).isLessThanOrEqualTo(2);
    }

    private static short[] at(int rate, short[] samples, int fromHz) {
        Resampler resampler = new Resampler(fromHz, rate);
        short[] out = new short[resampler.maxOutput(samples.length) + resampler.maxFlush()];
        int length = resampler.resample(samples, 0, samples.length, out, 0);
        return Arrays.copyOf(out, length + resampler.flush(out, length));
    }
}
