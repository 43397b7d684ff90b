package ai.openclaw.voice.component.stt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Moonshine's vocabulary: a file of byte strings, each after its length (one byte, or two from 128 on). */
final class MoonshineTokens {
    /** SentencePiece's mark for a space (U+2581). */
    private static final String SPACE = "▁";

    private final List<byte[]> tokens;

    private MoonshineTokens(List<byte[]> tokens) {
        this.tokens = tokens;
    }

    static MoonshineTokens read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<byte[]> tokens = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int length = bytes[at++] & 0xff;
            if (length >= 128 && at < bytes.length) {
                length = (bytes[at++] & 0xff) * 128 + length - 128;
            }
            if (at + length > bytes.length) {
                throw new IOException(file + " ends in the middle of token " + tokens.size());
            }
            byte[] token = new byte[length];
            System.arraycopy(bytes, at, token, 0, length);
            tokens.add(token);
            at += length;
        }
        return new MoonshineTokens(tokens);
    }

    String text(int[] ids) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int id : ids) {
            // The first three stand for unknown, begin and end.
            if (id > 2 && id < tokens.size()) {
                text.writeBytes(tokens.get(id));
            }
        }
        return text.toString(StandardCharsets.UTF_8).replace(SPACE, " ").strip();
    }
}
