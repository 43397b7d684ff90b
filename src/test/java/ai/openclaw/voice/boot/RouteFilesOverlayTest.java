package ai.openclaw.voice.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

/** The integrator's files lie over the built-in ones. */
class RouteFilesOverlayTest {
    private static final String PATTERN = "camel.main.routes-include-pattern";
    private static final String ROUTE =
            "- route: {id: mine, from: {uri: \"direct:mine\", steps: [log: {message: hi}]}}\n";

    @TempDir
    private Path folder;

    @Test
    void withoutAFolderThereAreTheBuiltInFiles() {
        assertThat(RouteFiles.locations(null))
                .contains("classpath:routes/voice-turn.camel.yaml", "classpath:routes/speech.camel.yaml")
                .allMatch(file -> file.startsWith("classpath:routes/"));
    }

    @Test
    void aFileReplacesTheOneOfItsNameAndOthersAreAdded() throws Exception {
        write("voice-turn.camel.yaml", ROUTE);
        write("zusatz.camel.yaml", ROUTE.replace("id: mine", "id: other"));
        write("README.md", "of no interest");

        assertThat(RouteFiles.locations(folder))
                .hasSize(RouteFiles.locations(null).size() + 1)
                .contains("file:" + folder.resolve("voice-turn.camel.yaml"))
                .contains("file:" + folder.resolve("zusatz.camel.yaml"))
                .doesNotContain("classpath:routes/voice-turn.camel.yaml");
    }

    @Test
    void theFolderOfTheSettingIsTaken() throws Exception {
        write("mine.camel.yaml", ROUTE);

        assertThat(patternWith("voice.routes.dir", folder.toString()).split(","))
                .contains("file:" + folder.resolve("mine.camel.yaml"));
    }

    @Test
    void theDefaultFolderNeedNotBeThere() {
        assertThat(patternWith("voice.routes.dir", "config/routes")).contains("classpath:routes/voice-turn.camel.yaml");
    }

    @Test
    void whoSetsCamelsOwnKeyHasTheLastWord() {
        assertThat(patternWith(PATTERN, "file:mine/*.yaml")).isEqualTo("file:mine/*.yaml");
    }

    @Test
    void aFolderThatWasAskedForMustBeThere() {
        assertThatThrownBy(() -> patternWith("voice.routes.dir", "/no/such/folder"))
                .isInstanceOf(BadSettingException.class)
                .hasMessage(
                        "voice.routes.dir=/no/such/folder is no folder, for example voice.routes.dir=config/routes");
    }

    @Test
    void aFileThatWouldBeOverlookedIsAMistake() throws Exception {
        write("voice-turn.yaml", ROUTE);

        assertThatThrownBy(() -> RouteFiles.locations(folder))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("voice-turn.yaml, but a route file's name ends in .camel.yaml");
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }

    private static String patternWith(String key, String value) {
        MockEnvironment environment = new MockEnvironment().withProperty(key, value);
        new RouteFiles(destination -> LogFactory.getLog(RouteFiles.class)).postProcessEnvironment(environment, null);
        return environment.getProperty(PATTERN);
    }
}
