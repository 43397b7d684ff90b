package ai.openclaw.voice.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.speech.MachineGreeting.Speaker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MachineGreetingTest {
    private static final MachineGreetings OURS = new MachineGreetings("en-US");

    @TempDir
    private Path folder;

    static Stream<String[]> greetings() throws Exception {
        return Tables.rows("machine-greetings.tsv", 3);
    }

    @ParameterizedTest
    @MethodSource("greetings")
    void tellsMachinesFromPeopleInEachLanguage(String language, String speaker, String words) {
        assertThat(OURS.in(language).of(words)).as(words).isEqualTo(Speaker.valueOf(speaker));
    }

    @Test
    void whereNoLanguageIsSetTheUsualOneCounts() {
        assertThat(new MachineGreetings("de-DE").in(null).of("Bitte sprechen Sie nach dem Signalton"))
                .isEqualTo(Speaker.MACHINE);
        assertThat(OURS.in(null).of("Please leave a message")).isEqualTo(Speaker.MACHINE);
    }

    @Test
    void noWordsAreKnownOfALanguageWithoutAFile() {
        assertThat(OURS.in("it-IT").of("Lasciate un messaggio dopo il segnale acustico"))
                .isEqualTo(Speaker.EITHER);
    }

    @Test
    void aFileOfTheOperatorsTakesThePlaceOfOursOrAddsALanguage() throws Exception {
        Files.writeString(folder.resolve("machine-it.txt"), "[machine]\nmessaggio dopo, segreteria # a comment\n");
        Files.writeString(folder.resolve("machine-en.txt"), "[machine]\nthis is Robby\n[person]\nahoy\n");
        MachineGreetings greetings = new MachineGreetings("en-US", folder);
        assertThat(greetings.in("it-IT").of("Lasciate un messaggio dopo il segnale"))
                .isEqualTo(Speaker.MACHINE);
        assertThat(greetings.in("en-GB").of("This is Robby, the robot.")).isEqualTo(Speaker.MACHINE);
        assertThat(greetings.in("en-GB").of("Ahoy!")).isEqualTo(Speaker.PERSON);
        assertThat(greetings.in("en-GB").of("Please leave a message")).isEqualTo(Speaker.EITHER);
        assertThat(greetings.in("de-DE").of("nach dem Signalton")).isEqualTo(Speaker.MACHINE);
    }

    @Test
    void aFolderThatIsNotThereChangesNothing() {
        assertThat(new MachineGreetings("en-US", folder.resolve("none"))
                        .in("en-US")
                        .of("after the tone"))
                .isEqualTo(Speaker.MACHINE);
    }

    @Test
    void whatIsWrongInAFileIsNamedWithItsPlace() throws Exception {
        Path file = folder.resolve("machine-it.txt");
        Files.writeString(file, "# Italian\nsegreteria\n");
        assertThatThrownBy(() -> new MachineGreetings("en-US", folder))
                .hasMessageContaining("machine-it.txt:2")
                .hasMessageContaining("[its name]");
        Files.writeString(file, "[robot]\nsegreteria\n");
        assertThatThrownBy(() -> new MachineGreetings("en-US", folder)).hasMessageContaining("[robot] is no list");
        Files.move(file, folder.resolve("italian.txt"));
        assertThatThrownBy(() -> new MachineGreetings("en-US", folder)).hasMessageContaining("machine-de.txt");
    }
}
