package ai.openclaw.voice.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What can be set is written down, and what is written down can be set. */
class ConfigurationDocTest {
    @Test
    void everyKeyIsInTheDocumentation() throws Exception {
        String doc = Files.readString(Path.of("docs/configuration.md"));
        assertThat(keysOf(VoiceProperties.class, "voice")).isNotEmpty().allSatisfy(key -> assertThat(doc)
                .contains("`" + key));
    }

    private static List<String> keysOf(Class<?> type, String prefix) {
        List<String> keys = new ArrayList<>();
        for (RecordComponent part : type.getRecordComponents()) {
            String key = prefix + "." + hyphenated(part.getName());
            if (part.getType().isRecord()) {
                keys.addAll(keysOf(part.getType(), key));
            } else {
                keys.add(key);
            }
        }
        return keys;
    }

    private static String hyphenated(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
