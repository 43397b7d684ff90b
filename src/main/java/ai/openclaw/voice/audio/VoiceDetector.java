package ai.openclaw.voice.audio;

/** Tells speech from other sound, frame by frame. For one stream, one thread. */
public interface VoiceDetector extends AutoCloseable {
    /** How many samples a frame has, at 8000 Hz. */
    int frameSamples();

    /** How probable it is that this frame is speech, 0 to 1. Frames must follow each other. */
    float probability(short[] samples, int offset);

    @Override
    void close();
}
