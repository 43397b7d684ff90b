package ai.openclaw.voice.audio;

import java.util.ArrayList;
import java.util.List;

/** All the codecs that we have. */
public final class AudioCodecs {
    private static final List<AudioCodec> ALL = List.of(G722.CODEC, G711.PCMU, G711.PCMA, Opus.CODEC);

    private AudioCodecs() {}

    /** Their names, the preferred first. */
    public static List<String> names() {
        return ALL.stream().map(AudioCodec::name).toList();
    }

    /**
     * The codecs that a list names, in its order.
     *
     * @param names separated by commas, in upper or lower case
     * @throws IllegalArgumentException for a name that no codec has, or an empty list
     */
    public static List<AudioCodec> of(String names) {
        List<AudioCodec> codecs = new ArrayList<>();
        for (String name : names.split(",")) {
            AudioCodec found = ALL.stream()
                    .filter(codec -> codec.name().equalsIgnoreCase(name.trim()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "codecs: only " + String.join(", ", names()) + " are known, not " + names));
            if (!codecs.contains(found)) {
                codecs.add(found);
            }
        }
        return codecs;
    }
}
