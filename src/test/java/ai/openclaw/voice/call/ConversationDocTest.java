package ai.openclaw.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.TurnStateMachine.Event;
import ai.openclaw.voice.call.TurnStateMachine.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The picture of a conversation's life is the table's, or this test says what it should be. */
class ConversationDocTest {
    private static final Path DOC = Path.of("docs/conversation.md");

    @Test
    void theDiagramIsDrawnFromTheTable() throws Exception {
        assertThat(Files.readString(DOC).replace("\r\n", "\n"))
                .as("%s should hold this diagram", DOC)
                .contains(diagram());
    }

    @Test
    void theTableOfActionsIsTheTables() throws Exception {
        String doc = Files.readString(DOC).replace("\r\n", "\n");
        assertThat(doc).as("%s should hold this table", DOC).contains(rows());
    }

    /** In Mermaid, which GitHub draws. The end of the call, which every state leads to, is left out but once. */
    private static String diagram() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add("```mermaid").add("stateDiagram-v2").add("    [*] --> listening");
        for (State from : State.values()) {
            Map<State, StringJoiner> arrows = new TreeMap<>();
            for (Event event : Event.values()) {
                if (event != Event.CALL_ENDED || from == State.ENDING) {
                    TurnStateMachine.transition(from, event).ifPresent(transition -> arrows.computeIfAbsent(
                                    transition.next(), next -> new StringJoiner(", "))
                            .add(word(event)));
                }
            }
            arrows.forEach((next, events) -> lines.add("    " + word(from) + " --> " + word(next) + ": " + events));
        }
        return lines.add("    ended --> [*]").add("```").toString();
    }

    private static String rows() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add("| in | when | then | doing |").add("|---|---|---|---|");
        for (State from : State.values()) {
            for (Event event : Event.values()) {
                TurnStateMachine.transition(from, event)
                        .ifPresent(transition -> lines.add("| " + word(from) + " | "
                                + word(event)
                                + (TurnStateMachine.timeOut(from)
                                                .filter(event::equals)
                                                .isPresent()
                                        ? " (time-out)"
                                        : "")
                                + " | " + word(transition.next()) + " | "
                                + transition.actions().stream()
                                        .map(ConversationDocTest::word)
                                        .collect(Collectors.joining(", "))
                                + " |"));
            }
        }
        return lines.toString();
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
