package ai.openclaw.voice.component.stt;

import ai.openclaw.voice.call.Pcm;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A form (RFC 7578) whose field {@code file} is a WAV. */
final class WavForm {
    private static final int WAV_HEADER = 44;

    private final String boundary = "openclaw-" + UUID.randomUUID();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    WavForm(Pcm sound) {
        part("name=\"file\"; filename=\"utterance.wav\"\r\nContent-Type: audio/wav", wav(sound));
    }

    WavForm field(String name, String value) {
        part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private void part(String disposition, byte[] content) {
        text("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n");
        body.writeBytes(content);
        text("\r\n");
    }

    private void text(String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** The whole form. Nothing can be added afterwards. */
    byte[] bytes() {
        text("--" + boundary + "--\r\n");
        return body.toByteArray();
    }

    private static byte[] wav(Pcm sound) {
        int dataBytes = sound.samples().length * 2;
        ByteBuffer wav = ByteBuffer.allocate(WAV_HEADER + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(WAV_HEADER - 8 + dataBytes).put(ascii("WAVEfmt "));
        wav.putInt(16).putShort((short) 1).putShort((short) 1); // PCM, mono
        wav.putInt(sound.sampleRateHz()).putInt(sound.sampleRateHz() * 2).putShort((short) 2);
        wav.putShort((short) 16).put(ascii("data")).putInt(dataBytes);
        wav.asShortBuffer().put(sound.samples());
        return wav.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
