package ai.openclaw.voice.component.rtp.room;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.audio.AudioCodec;
import ai.openclaw.voice.audio.EnergyVad;
import ai.openclaw.voice.audio.G711;
import ai.openclaw.voice.audio.G722;
import ai.openclaw.voice.audio.Opus;
import ai.openclaw.voice.audio.SpeechDetector;
import ai.openclaw.voice.component.rtp.sdp.MediaAgreement;
import ai.openclaw.voice.component.rtp.sdp.MediaDirection;
import ai.openclaw.voice.testkit.Tones;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** Packets at times that the test sets. */
class IncomingTrackTest {
    private static final RoomSettings SETTINGS =
            new RoomSettings(40, 60, 200, SpeechDetector.Settings.DEFAULT, 30_000, 15_000, 1000, 5000, null);
    private static final int COMFORT_NOISE = 13;

    private long nowNanos = 1_000_000_000;
    private int sequence = 65_530;
    private int timestamp = -1000;
    private AudioCodec codec;
    private AudioCodec.Encoder encoder;
    private IncomingTrack track;
    private int heardMs;
    private int loudest;

    private static MediaAgreement agreement(AudioCodec codec) {
        return new MediaAgreement(codec, codec.payloadType(), 101, null, null, MediaDirection.SENDRECV);
    }

    private void begin(AudioCodec with) {
        codec = with;
        encoder = with.newEncoder();
        track = new IncomingTrack(agreement(with), SETTINGS, new Dtmf());
    }

    private void change(AudioCodec to) {
        codec = to;
        encoder = to.newEncoder();
        track.agreed(agreement(to));
    }

    private ByteBuf packet(int payloadType, byte[] payload, int length) {
        ByteBuf packet = Unpooled.buffer();
        RtpPacket.writeHeader(packet, payloadType, false, sequence & 0xFFFF, timestamp, 7);
        sequence++;
        return packet.writeBytes(payload, 0, length);
    }

    private ByteBuf sound(short[] samples) {
        byte[] payload = new byte[1500];
        int length = encoder.encode(samples, 0, samples.length, payload);
        ByteBuf packet = packet(codec.payloadType(), payload, length);
        timestamp += samples.length / (codec.sampleRateHz() / 1000) * (codec.clockRateHz() / 1000);
        return packet;
    }

    private void arrives(ByteBuf packet) {
        assertThat(track.isOurs(packet)).isTrue();
        track.take(packet, nowNanos);
        listen();
    }

    private void passes(int ms) {
        for (int i = 0; i < ms; i += 20) {
            nowNanos += 20_000_000;
            listen();
        }
    }

    private void listen() {
        while (track.pull(nowNanos)) {
            heardMs += 10;
            for (short sample : track.narrow()) {
                loudest = Math.max(loudest, Math.abs(sample));
            }
        }
    }

    private short[] frame(int number) {
        int rate = codec.sampleRateHz();
        short[] second = Tones.sine(500, 1000, rate);
        short[] frame = new short[rate / 50];
        System.arraycopy(second, number % 50 * frame.length, frame, 0, frame.length);
        return frame;
    }

    private void speaks(int frames) {
        for (int i = 0; i < frames; i++) {
            nowNanos += 20_000_000;
            arrives(sound(frame(i)));
        }
    }

    @Test
    void comfortNoiseIsHeardAsSoftNoiseAndNotAsLoss() {
        begin(G711.PCMU);
        speaks(20);
        passes(20);
        assertThat(loudest).isGreaterThan(5000);
        arrives(packet(COMFORT_NOISE, new byte[] {30, 40, 40}, 3));
        long concealed = track.concealedMs();
        heardMs = 0;
        passes(100);
        loudest = 0;
        passes(2000);
        assertThat(heardMs).as("no hole").isBetween(1900, 2200);
        assertThat(loudest).as("however loud the packet says it is").isBetween(20, 200);
        assertThat(track.concealedMs()).isEqualTo(concealed);
        double quiet = new EnergyVad().probability(narrowTwice(), 0);
        assertThat(quiet).as("nobody takes it for speech").isZero();

        timestamp += 2100 * 8;
        speaks(10);
        assertThat(loudest).as("and sound is back at once").isGreaterThan(5000);
        assertThat(track.concealedMs()).isEqualTo(concealed);
    }

    private short[] narrowTwice() {
        short[] both = new short[160];
        System.arraycopy(track.narrow(), 0, both, 0, 80);
        System.arraycopy(track.narrow(), 0, both, 80, 80);
        return both;
    }

    @Test
    void silenceWithoutComfortNoiseIsSilence() {
        begin(G722.CODEC);
        speaks(10);
        passes(400);
        loudest = 0;
        passes(500);
        assertThat(loudest).isZero();
    }

    @Test
    void opusTimestampsCountThreeForASampleAcrossTheirTurn() {
        begin(Opus.CODEC);
        timestamp = Integer.MAX_VALUE - 960 * 7 - 1;
        speaks(20);
        // From the greatest unsigned number to the smallest.
        timestamp = -960 * 5 + 1;
        speaks(20);
        heardMs = 0;
        timestamp = -960 * 5 + 1 + 20 * 960;
        speaks(20);
        assertThat(heardMs).isBetween(380, 420);
        assertThat(track.late()).isZero();
    }

    @Test
    void oneLostPacketOfOpusIsBroughtBackAndOneOfG722IsMadeUp() {
        for (AudioCodec one : new AudioCodec[] {Opus.CODEC, G722.CODEC}) {
            begin(one);
            speaks(50);
            long concealed = track.concealedMs();
            sound(frame(0));
            nowNanos += 20_000_000;
            speaks(20);
            assertThat(track.recoveredMs()).isEqualTo(one == Opus.CODEC ? 20 : 0);
            assertThat(track.concealedMs() - concealed).isEqualTo(one == Opus.CODEC ? 0 : 20);
            assertThat(track.reception().lost()).isEqualTo(1);
        }
    }

    @Test
    void packetsOfTheCodecBeforeMayStillArriveAndAreNotHeard() {
        begin(G711.PCMA);
        speaks(10);
        ByteBuf onItsWay = sound(frame(3));
        change(G722.CODEC);
        arrives(onItsWay);
        assertThat(track.sound()).hasSize(160);
        assertThat(track.narrow()).hasSize(80);
        speaks(10);
        change(G711.PCMU);
        assertThat(track.sound()).isSameAs(track.narrow());
        speaks(10);
        assertThat(loudest).isGreaterThan(5000);
    }
}
