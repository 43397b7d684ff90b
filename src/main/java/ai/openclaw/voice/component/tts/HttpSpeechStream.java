package ai.openclaw.voice.component.tts;

import ai.openclaw.voice.call.Pcm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Speech that arrives over HTTP, in pieces of 100 ms, levelled and without the silence around it. */
final class HttpSpeechStream implements SpeechStream {
    /** What OpenAI's {@code pcm} is. */
    private static final int PCM_RATE_HZ = 24_000;
    /** A WAV header with all that one finds in it is shorter than this. */
    private static final int MAX_HEADER = 4096;

    private static final int FADE_MS = 4;

    private final ArrivingBytes body;
    private final long stallNanos;
    private final String text;
    private final StreamLevel level;
    private final Deque<Pcm> ready = new ArrayDeque<>();
    /** Silence is kept back until sound follows it, so that the end of the clause has none. */
    private final Deque<short[]> silence = new ArrayDeque<>();

    private byte[] waiting = new byte[0];
    private int rateHz;
    private double gain = -1;
    private boolean spoken;
    private boolean ended;
    private volatile boolean closed;

    /** @param stall how long the sound may pause on its way */
    HttpSpeechStream(ArrivingBytes body, Duration stall, String text, StreamLevel level) {
        this.body = body;
        this.stallNanos = stall.toNanos();
        this.text = text;
        this.level = level;
    }

    /**
     * Waits for the first sound.
     *
     * @param deadline until when, as {@link System#nanoTime()} counts
     * @throws TtsException when there was none in time, or what came is no sound
     */
    void begin(long deadline) throws TtsException {
        while (ready.isEmpty() && !ended) {
            read(Math.max(1, deadline - System.nanoTime()));
        }
        if (!spoken) {
            throw new TtsException("the speech service sent no sound");
        }
    }

    @Override
    public Pcm next() throws TtsException {
        while (ready.isEmpty() && !ended && !closed) {
            read(stallNanos);
        }
        return closed ? null : ready.poll();
    }

    @Override
    public void close() {
        closed = true;
        body.close();
    }

    private void read(long nanos) throws TtsException {
        byte[] bytes = body.next(nanos);
        if (bytes == null) {
            finish();
            return;
        }
        byte[] joined = new byte[waiting.length + bytes.length];
        System.arraycopy(waiting, 0, joined, 0, waiting.length);
        System.arraycopy(bytes, 0, joined, waiting.length, bytes.length);
        waiting = joined;
        if (rateHz == 0 && !readHeader()) {
            return;
        }
        int piece = rateHz / 10 * 2;
        int from = 0;
        for (; waiting.length - from >= piece; from += piece) {
            accept(samples(from, piece));
        }
        keepFrom(from);
    }

    private void finish() throws TtsException {
        ended = true;
        if (rateHz > 0 && waiting.length > 1) {
            accept(samples(0, waiting.length & ~1));
        }
        int pauseMs = ClauseShaper.pauseMs(text);
        if (spoken && pauseMs > 0) {
            ready.add(new Pcm(new short[rateHz * pauseMs / 1000], rateHz));
        }
    }

    /** @return whether it is known now what the bytes are */
    private boolean readHeader() throws TtsException {
        if (waiting.length < 4) {
            return false;
        }
        String magic = new String(waiting, 0, 4, StandardCharsets.ISO_8859_1);
        if (magic.equals("RIFF")) {
            return readWavHeader();
        }
        boolean otherSound = magic.equals("OggS") || magic.equals("fLaC") || magic.startsWith("ID3");
        if (otherSound
                || magic.stripLeading().startsWith("{")
                || magic.stripLeading().startsWith("<")) {
            throw new TtsException("the speech service sent something else than the sound that was asked for");
        }
        rateHz = PCM_RATE_HZ;
        return true;
    }

    private boolean readWavHeader() throws TtsException {
        ByteBuffer header = ByteBuffer.wrap(waiting).order(ByteOrder.LITTLE_ENDIAN);
        int rate = 0;
        for (long at = 12; at + 8 <= waiting.length; ) {
            int chunk = (int) at;
            String name = new String(waiting, chunk, 4, StandardCharsets.ISO_8859_1);
            // A service that streams does not know the length yet and writes 0 or the largest number.
            long size = header.getInt(chunk + 4) & 0xFFFFFFFFL;
            if (name.equals("data")) {
                if (rate < 8_000 || rate > 48_000) {
                    throw new TtsException("the speech service sent a WAV that cannot be used");
                }
                rateHz = rate;
                keepFrom(chunk + 8);
                return true;
            }
            if (name.equals("fmt ") && chunk + 24 <= waiting.length) {
                boolean plain = header.getShort(chunk + 10) == 1 && header.getShort(chunk + 22) == 16;
                rate = plain ? header.getInt(chunk + 12) : -1;
            }
            at += 8 + size + (size & 1);
        }
        if (waiting.length > MAX_HEADER) {
            throw new TtsException("the speech service sent a WAV without sound");
        }
        return false;
    }

    private void accept(short[] samples) {
        double energy = 0;
        for (short sample : samples) {
            energy += (double) sample * sample;
        }
        energy /= samples.length * 32768.0 * 32768.0;
        if (energy <= StreamLevel.SILENCE) {
            if (spoken) {
                silence.add(samples);
            }
            return;
        }
        double target = level.gain(energy);
        silence.forEach(quiet -> ready.add(new Pcm(levelled(quiet, target), rateHz)));
        silence.clear();
        ready.add(new Pcm(levelled(samples, target), rateHz));
        spoken = true;
    }

    /** Moves from the last piece's gain to the new one within the piece, so that no step is heard. */
    private short[] levelled(short[] samples, double target) {
        short[] out = new short[samples.length];
        double from = gain < 0 ? target : gain;
        int fade = gain < 0 ? rateHz * FADE_MS / 1000 : 0;
        for (int i = 0; i < samples.length; i++) {
            double now = from + (target - from) * i / samples.length;
            double edge = i < fade ? (double) i / fade : 1;
            out[i] = (short) Math.round(ClauseShaper.limited(samples[i] / 32768.0 * now) * edge * 32767);
        }
        gain = target;
        return out;
    }

    private short[] samples(int from, int bytes) {
        short[] samples = new short[bytes / 2];
        ByteBuffer.wrap(waiting, from, bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples);
        return samples;
    }

    private void keepFrom(int from) {
        waiting = java.util.Arrays.copyOfRange(waiting, from, waiting.length);
    }
}
