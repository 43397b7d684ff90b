package ai.openclaw.voice.demo.caller;

import ai.openclaw.voice.audio.WavFile;
import ai.openclaw.voice.call.Pcm;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The caller's ear and mouth: its RTP and RTCP sockets and all that is measured on them. Times are ms since the answer. */
public final class CallerMedia implements AutoCloseable {
    private static final String KEYS = "0123456789*#ABCD";
    /** RTP's even port and RTCP's odd one above it must both be free; a collision is rare, so this many tries suffice. */
    private static final int PORT_TRIES = 200;

    private final DatagramSocket rtp;
    private final DatagramSocket rtcp;
    private final DatagramSocket foreign;
    private final RtpReceiver receiver;
    private final FarSpeech speech;
    private final LineMix mix;
    private final AudioTrack own;
    private final AudioTrack far;
    private final AudioTrack farByArrival;
    private final CallerOptions options;
    private final CallerSrtp srtp;
    private volatile RtpSender sender;
    private volatile long zeroNanos = System.nanoTime();
    private volatile CallerSdp.Remote remote;

    /** @param srtp protects the sound; null for a call in clear */
    CallerMedia(CallerOptions options, InetAddress localAddress, CallerSrtp srtp) throws IOException {
        this.options = options;
        this.srtp = srtp;
        // The codec's tables are made now: made with the first packet they would show as the far side's delay.
        Codec.PCMU.roundTrip(new short[1]);
        DatagramSocket[] pair = bindPair(localAddress);
        rtp = pair[0];
        rtcp = pair[1];
        foreign = new DatagramSocket(0, localAddress);
        own = new AudioTrack(options.recordAudio);
        far = new AudioTrack(options.recordAudio);
        farByArrival = new AudioTrack(options.recordAudio);
        speech = new FarSpeech(zeroNanos);
        mix = new LineMix(options.echoDb, options.echoMs);
        receiver = new RtpReceiver(rtp, srtp, speech, mix, far, farByArrival, zeroNanos);
        daemon("caller-rtp-in", receiver::run);
        daemon("caller-rtcp-in", this::countRtcp);
    }

    private static DatagramSocket[] bindPair(InetAddress address) throws IOException {
        IOException last = null;
        for (int i = 0; i < PORT_TRIES; i++) {
            DatagramSocket even = new DatagramSocket(0, address);
            if (even.getLocalPort() % 2 == 0) {
                try {
                    return new DatagramSocket[] {even, new DatagramSocket(even.getLocalPort() + 1, address)};
                } catch (IOException taken) {
                    last = taken;
                }
            }
            even.close();
        }
        throw new IOException("no free pair of RTP ports on " + address, last);
    }

    private static void daemon(String name, Runnable loop) {
        Thread thread = new Thread(loop, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void countRtcp() {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        while (!rtcp.isClosed()) {
            try {
                packet.setLength(2048);
                rtcp.receive(packet);
                receiver.rtcpCame();
            } catch (IOException closedOrRefused) {
                // Counting goes on with the next one.
            }
        }
    }

    int port() {
        return rtp.getLocalPort();
    }

    /** The call was answered: time starts at zero, and the caller begins to send. */
    void start(CallerSdp.Remote remote) {
        zeroNanos = System.nanoTime();
        receiver.zero(zeroNanos);
        speech.zero(zeroNanos);
        agree(remote);
        if (options.sendRtp) {
            sender = new RtpSender(rtp, foreign, srtp, options.faults, own, mix, remote, zeroNanos);
            daemon("caller-rtp-out", sender::run);
        }
    }

    /** The far side changed its address or direction in mid-call. */
    void redirect(CallerSdp.Remote remote) {
        agree(remote);
        if (sender != null) {
            sender.sendTo(remote);
        }
    }

    private void agree(CallerSdp.Remote with) {
        remote = with;
        if (srtp != null) {
            srtp.agree(with.crypto());
        }
    }

    /** The codec that was negotiated, or null before the answer. */
    public Codec codec() {
        return remote == null ? null : remote.codec();
    }

    /** Ms since the answer. */
    public double nowMs() {
        return (System.nanoTime() - zeroNanos) / 1e6;
    }

    /** When the call was answered, on {@link System#nanoTime()}. */
    public long zeroNanos() {
        return zeroNanos;
    }

    /**
     * Says something after what is being said already.
     *
     * @return completed when its last packet has left; exceptionally when the call ended before
     * @throws IllegalStateException when the call is not up or was placed without RTP
     */
    public CompletableFuture<Spoken> say(short[] samplesAt8kHz) {
        return sending().say(samplesAt8kHz.clone());
    }

    /** Says something of any sample rate. */
    public CompletableFuture<Spoken> say(Pcm sound) {
        return sending().say(Resampling.to8kHz(sound));
    }

    /** Lets this be heard beside all else, from now on, in place of what was in the background before; 8000 Hz. */
    public void background(short[] samplesAt8kHz) {
        mix.background(samplesAt8kHz.clone());
    }

    /**
     * Presses keys, 100 ms each with 60 ms between them (RFC 4733).
     *
     * @param digits of {@code 0-9*#A-D}
     * @throws IllegalArgumentException for another key
     * @throws IllegalStateException when the far side does not take telephone-event
     */
    public CompletableFuture<Spoken> press(String digits) {
        if (remote == null || remote.telephoneEvent() < 0) {
            throw new IllegalStateException("the far side takes no telephone-event");
        }
        CompletableFuture<Spoken> last = CompletableFuture.completedFuture(null);
        for (char digit : digits.toCharArray()) {
            int event = KEYS.indexOf(Character.toUpperCase(digit));
            if (event < 0) {
                throw new IllegalArgumentException("no such key: " + digit);
            }
            last = sending().press(event, 100);
            sending().say(new short[3 * RtpSender.FRAME_SAMPLES]);
        }
        return last;
    }

    /** From now on not one packet is sent. */
    public void goQuiet() {
        sending().goQuiet();
    }

    private RtpSender sending() {
        if (sender == null) {
            throw new IllegalStateException(options.sendRtp ? "the call is not up" : "the call was placed without RTP");
        }
        return sender;
    }

    /** Waits for sound of the far side that began at or after {@code sinceMs}; empty at the deadline. */
    public Optional<SpeechSegment> awaitFarSpeech(double sinceMs, Duration deadline) throws InterruptedException {
        return speech.awaitSpeech(sinceMs, deadline);
    }

    /** Waits until the far side has been silent for that long; false at the deadline. */
    public boolean awaitFarSilence(int silenceMs, Duration deadline) throws InterruptedException {
        return speech.awaitSilence(silenceMs, deadline);
    }

    /**
     * Waits for the answer to what was said, and measures it.
     *
     * @return from the end of the caller's last sound to the far side's first on the wire, ms (negative when it fell into
     *     the caller's words); empty at the deadline
     */
    public Optional<Double> awaitResponse(Spoken said, Duration deadline) throws InterruptedException {
        return awaitFarSpeech(said.fromMs(), deadline).map(s -> s.fromMs() - said.speechEndMs());
    }

    public List<SpeechSegment> farSegments() {
        return speech.segments();
    }

    public List<DtmfHeard> farDtmf() {
        return receiver.dtmf();
    }

    /** What the caller sent, after its codec. */
    public AudioTrack own() {
        return own;
    }

    /** What the far side sent, placed by its RTP timestamps: gapless and bit-exact. */
    public AudioTrack far() {
        return far;
    }

    /** What the far side sent, placed by when each packet came: with the network's jitter in it. */
    public AudioTrack farByArrival() {
        return farByArrival;
    }

    public RtpStatistics statistics() {
        RtpSender s = sender;
        return receiver.statistics(s == null ? 0 : s.sent(), s == null ? 0 : s.latestMs());
    }

    /** Writes both sides: left the caller, right the far side; 8000 Hz. */
    public void writeWav(Path file) throws IOException {
        WavFile.writeStereo(file, own.samples(), far.samples(), Codec.SAMPLE_RATE_HZ);
    }

    @Override
    public void close() {
        RtpSender s = sender;
        if (s != null) {
            s.stop();
        }
        rtp.close();
        rtcp.close();
        foreign.close();
    }
}
