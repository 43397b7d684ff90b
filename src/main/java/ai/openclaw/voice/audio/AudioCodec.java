package ai.openclaw.voice.audio;

/**
 * What a way to code speech for RTP is called, and how fast its clocks run. What remembers something between two packets is
 * an {@link Encoder} or a {@link Decoder}: one for each direction of a call, each for one thread.
 */
public interface AudioCodec {
    /** The encoding's name in SDP, for example {@code PCMU}. */
    String name();

    /** The static payload type of RFC 3551, or the dynamic one that our own offers use. */
    int payloadType();

    /** How fast RTP timestamps count, Hz. */
    int clockRateHz();

    /** Samples a second of the sound itself, 8000 or 16,000 Hz. */
    int sampleRateHz();

    /** What {@code a=rtpmap} says after the payload type, for example {@code PCMU/8000}. */
    default String rtpmap() {
        return name() + "/" + clockRateHz();
    }

    /** What {@code a=fmtp} says after the payload type; null for nothing. */
    default String parameters() {
        return null;
    }

    /** The longest payload that {@link Encoder#encode} makes of 60 ms, bytes. */
    default int longestPayload() {
        return 60 * 8;
    }

    /** How well it bears lost packets: the factor Bpl of ITU-T G.107, section 3.5; greater is better. */
    double lossRobustness();

    Encoder newEncoder();

    Decoder newDecoder();

    /** From sound to payload. */
    interface Encoder {
        /**
         * Encodes 10, 20, 40 or 60 ms.
         *
         * @return the payload's length, bytes
         */
        int encode(short[] from, int offset, int samples, byte[] to);
    }

    /** From payload to sound. */
    interface Decoder {
        /**
         * Decodes a packet's payload.
         *
         * @return how many samples there are; 0 when the payload makes no sense
         */
        int decode(byte[] from, int length, short[] to);

        /**
         * Decodes what this payload, which comes next, says about the packet before it, which was lost. To be called before
         * {@link #decode}.
         *
         * @param samples how many samples were lost
         * @return how many were brought back; 0 when the codec knows no such thing
         */
        default int recover(byte[] from, int length, short[] to, int samples) {
            return 0;
        }
    }
}
