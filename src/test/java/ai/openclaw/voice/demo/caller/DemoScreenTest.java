package ai.openclaw.voice.demo.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoScreenTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private DemoScreen screen(boolean colours) {
        return new DemoScreen(new PrintStream(bytes, true, StandardCharsets.UTF_8), colours);
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(l -> !l.isBlank())
                .toList();
    }

    @Test
    void drawsEachStageBehindTheOneBefore() {
        screen(false).waterfall(2, List.of(new DemoScreen.Stage("heard", 250), new DemoScreen.Stage("thought", 750)));
        assertThat(lines().get(0)).contains("turn 2", "1000 ms");
        assertThat(lines().get(1)).contains("heard", "250 ms").containsPattern("\\|#{11} {33}\\|");
        assertThat(lines().get(2)).contains("thought", "750 ms").containsPattern("\\| {11}#{33}\\|");
    }

    @Test
    void drawsAStageThatTookNoTimeAndNoStagesAtAll() {
        screen(false).waterfall(1, List.of(new DemoScreen.Stage("a", 0), new DemoScreen.Stage("b", 0)));
        screen(false).waterfall(1, List.of());
        assertThat(lines()).hasSize(4).allMatch(l -> l.length() < 80);
    }

    @Test
    void wrapsLongSpeechAndKeepsToPlainTextWithoutATerminal() {
        screen(false).said("assistant", "word ".repeat(40));
        assertThat(lines()).hasSizeGreaterThan(2).allMatch(l -> l.length() < 80 && !l.contains("\u001b"));
        assertThat(lines().get(0)).startsWith("  assistant");
        assertThat(lines().get(1)).startsWith("             word");
    }

    @Test
    void coloursOnATerminal() {
        screen(true).said("caller", "hello");
        assertThat(lines().get(0)).startsWith("\u001b[36m").contains("caller", "hello");
    }

    @Test
    void showsARecordReadablyAndWhatIsNoneAsItIs() {
        screen(false).record("{\"callId\":\"x\",\"errors\":[]}");
        screen(false).record("{broken");
        assertThat(lines()).contains("    \"callId\" : \"x\",", "  {broken");
    }

    @Test
    void listsWhereThingsAre() {
        screen(false).list("Next", Map.of("health", "http://127.0.0.1:8080/health"));
        assertThat(lines()).containsExactly("Next", "  health  http://127.0.0.1:8080/health");
    }
}
