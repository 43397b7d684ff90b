package ai.openclaw.voice.models;

/** Is told how set-up comes on. */
public interface Progress {
    /** One line for whoever sets up. */
    void line(String text);

    /**
     * @param what the file that is on its way
     * @param bytes how much of it is here
     * @param total its size, or -1 when that is not known
     */
    void bytes(String what, long bytes, long total);
}
