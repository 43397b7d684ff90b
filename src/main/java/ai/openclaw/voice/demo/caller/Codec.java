package ai.openclaw.voice.demo.caller;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * G.711 in both laws (ITU-T G.711, payload types of RFC 3551). The table is filled from the JDK's own decoders, so it
 * shares nothing with the product's.
 */
public enum Codec {
    PCMU(0, AudioFormat.Encoding.ULAW),
    PCMA(8, AudioFormat.Encoding.ALAW);

    /** Both laws run at 8000 Hz. */
    public static final int SAMPLE_RATE_HZ = 8000;

    private final int payloadType;
    private final byte[] encoded;
    private final short[] decoded;

    Codec(int payloadType, AudioFormat.Encoding law) {
        this.payloadType = payloadType;
        this.decoded = decodingTable(law);
        this.encoded = encodingTable(decoded);
    }

    /** The static RTP payload type. */
    public int payloadType() {
        return payloadType;
    }

    /** One byte a sample. */
    public byte[] encode(short[] samples, int from, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = encoded[samples[from + i] & 0xffff];
        }
        return bytes;
    }

    public short[] decode(byte[] bytes, int from, int count) {
        short[] samples = new short[count];
        for (int i = 0; i < count; i++) {
            samples[i] = decoded[bytes[from + i] & 0xff];
        }
        return samples;
    }

    /** What is left of the samples after this codec: for comparing bit by bit. */
    public short[] roundTrip(short[] samples) {
        return decode(encode(samples, 0, samples.length), 0, samples.length);
    }

    /** The nearest code of the decoder's table: the JDK's own A-law encoder turns -1 to -7 into -248. */
    private static byte[] encodingTable(short[] decoded) {
        byte[] table = new byte[65536];
        for (int i = 0; i < table.length; i++) {
            int nearest = Integer.MAX_VALUE;
            // From 255 down: zero has two codes in mu-law, and the wire carries 0xff for silence.
            for (int code = 255; code >= 0; code--) {
                int distance = Math.abs(decoded[code] - (short) i);
                if (distance < nearest) {
                    nearest = distance;
                    table[i] = (byte) code;
                }
            }
        }
        return table;
    }

    private static short[] decodingTable(AudioFormat.Encoding law) {
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        AudioFormat coded = new AudioFormat(law, SAMPLE_RATE_HZ, 8, 1, 1, SAMPLE_RATE_HZ, false);
        AudioFormat linear = new AudioFormat(SAMPLE_RATE_HZ, 16, 1, true, false);
        AudioInputStream source = new AudioInputStream(new ByteArrayInputStream(all), coded, all.length);
        try (AudioInputStream converted = AudioSystem.getAudioInputStream(linear, source)) {
            short[] table = new short[256];
            ByteBuffer.wrap(converted.readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(table);
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
