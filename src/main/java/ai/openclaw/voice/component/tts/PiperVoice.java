package ai.openclaw.voice.component.tts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What a Piper voice's {@code .onnx.json} says.
 *
 * @param sampleRateHz of the sound it makes
 * @param idOf the number of each phoneme's character
 * @param scales noise, length and phoneme-width noise, as the model's input takes them
 */
record PiperVoice(int sampleRateHz, Map<Character, Long> idOf, float[] scales) {
    private static final char PAD = '_';
    private static final char BEGIN = '^';
    private static final char END = '$';

    static PiperVoice read(Path json) throws IOException {
        JsonNode root = new ObjectMapper().readTree(json.toFile());
        Map<Character, Long> ids = new HashMap<>();
        root.path("phoneme_id_map")
                .fields()
                .forEachRemaining(
                        e -> ids.put(e.getKey().charAt(0), e.getValue().path(0).asLong()));
        if (!ids.keySet().containsAll(java.util.List.of(PAD, BEGIN, END))) {
            throw new IOException(json.getFileName() + " is not a Piper voice's description");
        }
        JsonNode inference = root.path("inference");
        return new PiperVoice(root.path("audio").path("sample_rate").asInt(22_050), ids, new float[] {
            (float) inference.path("noise_scale").asDouble(0.667),
            (float) inference.path("length_scale").asDouble(1),
            (float) inference.path("noise_w").asDouble(0.8)
        });
    }

    /** Piper's input: begin, then each character with a pad after it, end. Characters the voice has not learnt are left out. */
    long[] ids(String ipa) {
        LongStream.Builder ids = LongStream.builder();
        ids.add(idOf.get(BEGIN)).add(idOf.get(PAD));
        for (char c : Normalizer.normalize(ipa, Normalizer.Form.NFD).toCharArray()) {
            Long id = idOf.get(c);
            if (id != null) {
                ids.add(id).add(idOf.get(PAD));
            }
        }
        return ids.add(idOf.get(END)).build().toArray();
    }
}
