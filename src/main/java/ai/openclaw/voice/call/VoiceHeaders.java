package ai.openclaw.voice.call;

/** Names of the exchange headers that all our components share. Plain strings, so that the domain needs no Camel. */
public final class VoiceHeaders {
    /** The call's {@link CallId}, as a string. */
    public static final String CALL_ID = "CamelVoiceCallId";
    /** The {@link Turn} that an exchange works for. */
    public static final String TURN = "CamelVoiceTurn";
    /** The extension that was dialled; picks persona, voice and agent. */
    public static final String EXTENSION = "CamelVoiceExtension";

    /** Which system has the call: {@code v1} or {@code v2}. */
    public static final String VERSION = "CamelVoiceVersion";

    /** The {@link Profile} of that extension, as it was when the call began. */
    public static final String PROFILE = "CamelVoiceProfile";

    private VoiceHeaders() {}
}
