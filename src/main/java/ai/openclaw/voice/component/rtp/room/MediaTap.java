package ai.openclaw.voice.component.rtp.room;

/** Listens to both directions of a room, for example to record it. Called on the media's event loop: never block. */
public interface MediaTap {
    /**
     * 20 ms at 8000 Hz of both sides. The arrays are used again: copy what is to be kept.
     *
     * @param heard what the caller said, after concealment
     * @param said what was sent to the caller, before companding
     */
    void frame(short[] heard, short[] said);

    /** The room is closed. */
    void close();
}
