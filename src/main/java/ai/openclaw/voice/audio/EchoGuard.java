package ai.openclaw.voice.audio;

/** stub */
public final class EchoGuard implements SpeechDetector.OwnVoice {
    public void said(short[] frame) {}

    public void heard(short[] samples, int length) {}

    @Override
    public boolean isEcho(short[] frame) {
        return false;
    }
}
