package ai.openclaw.voice.speech;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** Reads the tables of examples beside these tests. */
final class Tables {
    private Tables() {}

    static Stream<String[]> rows(String name, int columns) throws Exception {
        try (var in = Tables.class.getResourceAsStream(name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> line.contains("\t"))
                    .filter(line -> !line.startsWith("# What"))
                    .map(line -> Arrays.copyOf(line.replace("\\n", "\n").split("\t", -1), columns));
        }
    }
}
