package ai.openclaw.voice.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.call.Hands.Hand;
import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.component.sip.SipAccount;
import ai.openclaw.voice.profile.AccountDefaults;
import ai.openclaw.voice.profile.Engines;
import ai.openclaw.voice.profile.ProfileReader;
import ai.openclaw.voice.profile.Profiles;
import ai.openclaw.voice.profile.WrongProfileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.env.MockEnvironment;

/** What extensions' files say, and where in them what is wrong stands. */
class ExtensionFilesTest {
    @TempDir
    private Path folder;

    private final Map<String, String> variables = new HashMap<>();
    private final MockEnvironment settings = new MockEnvironment()
            .withProperty("voice.phrases.greeting", "Hello.")
            .withProperty("voice.phrases.transfer-failed", "Nobody answers there.")
            .withProperty("voice.phrases.thinking", "One moment.");
    private String registrar;

    @Test
    void theExampleFileWorks() throws IOException {
        variables.put("VOICE_EXT_9001_PASSWORD", "secret");
        Files.createDirectories(folder.resolve("secrets"));
        Path password = Files.writeString(folder.resolve("secrets/9002"), "other\n");
        yaml(Files.readString(Path.of("config/extensions.example.yaml")).replace("secrets/9002", password.toString()));

        Profiles profiles = read();

        Profile first = profiles.of("9001");
        assertThat(first.version()).isEqualTo("v2");
        assertThat(first.agent()).isEqualTo("voice");
        assertThat(first.persona()).startsWith("You are the assistant").contains("number 1001");
        assertThat(first.manners().greeting().text()).startsWith("Hello, this is the clinic");
        assertThat(first.manners().limits().maxCallMs()).isEqualTo(30 * 60_000L);
        assertThat(first.hands().allowed()).containsExactlyInAnyOrder(Hand.END_CALL, Hand.TRANSFER_CALL);
        assertThat(first.hands().transferTo()).containsExactly("1001", "20*");
        Profile second = profiles.of("9002");
        assertThat(second.language()).isEqualTo("en-US");
        assertThat(second.manners().greeting()).as("an empty greeting is none").isNull();
        assertThat(second.manners().thinking().text()).isEqualTo("One moment.");
        assertThat(second.hands().allowed()).containsExactlyInAnyOrder(Hand.END_CALL, Hand.SEND_DTMF);
        assertThat(profiles.inForce().accounts())
                .containsExactly(
                        new SipAccount(
                                "9001",
                                "Assistant",
                                "aBcD1234",
                                "secret",
                                "pbx.example.com",
                                "example.3cx.eu",
                                null,
                                "udp",
                                120),
                        new SipAccount(
                                "9002",
                                "Night line",
                                "9002",
                                "other",
                                "pbx.example.com",
                                "pbx.example.com",
                                null,
                                "udp",
                                120));
    }

    @Test
    void theExampleOfTheDocumentationWorks() throws IOException {
        variables.put("VOICE_EXT_9001_PASSWORD", "secret");
        String doc = Files.readString(Path.of("docs/extensions.md"));
        yaml(doc.substring(doc.indexOf("```yaml\n") + 8, doc.indexOf("```", doc.indexOf("```yaml\n") + 8)));

        assertThat(read().of("9001").hands().transferTo()).containsExactly("1001", "20*");
    }

    @Test
    void everyKeyIsInTheDocumentation() throws IOException {
        String doc = Files.readString(Path.of("docs/extensions.md"));
        String all = Files.readString(Path.of("docs/configuration.md"));
        yaml("extensions:\n  \"9001\": {no-such-key: 1}\n");

        assertThatThrownBy(this::read).satisfies(wrong -> {
            String there = wrong.getMessage().replaceFirst(".*; there are ", "");
            assertThat(there.split(", ")).hasSizeGreaterThan(15).allSatisfy(key -> assertThat(doc + all)
                    .containsAnyOf("`" + key + "`", "`" + key + ".", "`voice." + key));
        });
    }

    @Test
    void theEnvironmentAloneIsEnoughToRegisterAnExtension() {
        registrar = "10.0.0.5:5060";
        variables.put("VOICE_EXT_9001_PASSWORD", "secret");
        variables.put("VOICE_EXT_9001_AUTH_ID", "k3yId");

        assertThat(read().inForce().accounts())
                .containsExactly(
                        new SipAccount("9001", null, "k3yId", "secret", "10.0.0.5:5060", "10.0.0.5", null, "udp", 120));
    }

    @Test
    void devicesAsV1WroteThemAreTakenAsTheyAre() throws IOException {
        registrar = "127.0.0.1";
        Files.writeString(
                folder.resolve("devices.json"),
                """
                {
                  "_comment": "written by v1's setup",
                  "9000": {
                    "name": "Morpheus", "extension": "9000", "authId": "Au12345678", "password": "Pw87654321",
                    "voiceId": "JAgnJveGGUh4qy4kh6dF", "prompt": "You are Morpheus.", "language": "de-DE",
                    "greeting": "Guten Tag.", "thinkingPhrase": "Einen Moment.", "icon": "phone"
                  },
                  "9005": { "name": "Cephanie", "extension": "9005", "authId": "x", "password": "y" }
                }
                """);
        yaml("extensions:\n  \"9000\": {version: v1, greeting: Hallo., transfer-failed: Es nimmt niemand ab.}\n");

        Profiles profiles = read();

        Profile device = profiles.of("9000");
        assertThat(device.persona()).isEqualTo("You are Morpheus.");
        assertThat(device.voice()).isEqualTo("JAgnJveGGUh4qy4kh6dF");
        assertThat(device.language()).isEqualTo("de-DE");
        assertThat(device.manners().greeting().text())
                .as("our file lies over v1's")
                .isEqualTo("Hallo.");
        assertThat(device.manners().thinking().text()).isEqualTo("Einen Moment.");
        assertThat(device.manners().transferFailed().text()).isEqualTo("Es nimmt niemand ab.");
        assertThat(profiles.of("9005").manners().transferFailed().text()).isEqualTo("Nobody answers there.");
        assertThat(profiles.versionOf("9000")).isEqualTo("v1");
        assertThat(profiles.versionOf("9005")).isEqualTo("v2");
        assertThat(profiles.inForce().accounts())
                .extracting(SipAccount::extension, SipAccount::authId, SipAccount::password)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("9000", "Au12345678", "Pw87654321"),
                        org.assertj.core.groups.Tuple.tuple("9005", "x", "y"));
    }

    @Test
    void devicesWithoutARegistrarAreDescribedAndNotRegistered() throws IOException {
        Files.writeString(folder.resolve("devices.json"), "{\"9000\": {\"authId\": \"x\", \"password\": \"y\"}}");

        assertThat(read().inForce().profiles()).containsOnlyKeys("9000");
        assertThat(read().inForce().accounts()).isEmpty();
    }

    @Test
    void aPropertyOfAnExtensionLiesBelowItsFile() throws IOException {
        settings.setProperty("voice.extensions.9001.barge-in.guard-ms", "500");
        settings.setProperty("voice.extensions.9001.endpoint.max-ms", "3000");
        yaml("extensions:\n  \"9001\":\n    barge-in: {guard-ms: 700}\n");

        Profile profile = read().of("9001");

        assertThat(profile.manners().bargeIn().guardMs()).isEqualTo(700);
        assertThat(profile.manners().endpoint().maxMs()).isEqualTo(3000);
    }

    @Test
    void anExtensionOfNobodysFileHasWhatHoldsForAll() {
        Profiles profiles = read();

        assertThat(profiles.of("4711").manners().greeting().text()).isEqualTo("Hello.");
        assertThat(profiles.versionOf("9001")).isEqualTo("v2");
        assertThat(profiles.versionOf("9000")).isEqualTo("v1");
        assertThat(profiles.versionOf("4711")).isEqualTo("none");
    }

    @Test
    void onlyAllowedCallersAreAdmitted() throws IOException {
        yaml("extensions:\n  \"9001\": {callers: [\"10*\", \"+49*\", \"2000\"]}\n  \"9002\": {}\n");
        Profiles profiles = read();

        assertThat(Stream.of("1001", "10", "+4989123", "2000")).allMatch(caller -> profiles.admits("9001", caller));
        assertThat(Stream.of("2001", "1", "+43", "anonymous", "")).noneMatch(caller -> profiles.admits("9001", caller));
        assertThat(profiles.admits("9001", null)).isFalse();
        assertThat(profiles.admits("9002", "anonymous")).isTrue();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        "barge-in: {meant-after-ms: -5}",
                        3,
                        "barge-in.meant-after-ms: -5 must lie between 64 and 10000; for example 600"),
                Arguments.of(
                        "name: x\n    barge-in:\n      enabled: perhaps",
                        5,
                        "barge-in.enabled: perhaps must be true or false; for example true"),
                Arguments.of(
                        "waiting: {tone: true, idle-prompts: many}",
                        3,
                        "waiting.idle-prompts: many must be a whole number; for example 2"),
                Arguments.of(
                        "barge-in: {resume: later}",
                        3,
                        "barge-in.resume: later must be one of next-clause, same-clause"),
                Arguments.of(
                        "barge-in: {enabeld: true}",
                        3,
                        "barge-in.enabeld: is no key of an extension; did you mean barge-in.enabled?"),
                Arguments.of("persna: x", 3, "persna: is no key of an extension; did you mean persona?"),
                Arguments.of("xyzzy: x", 3, "xyzzy: is no key of an extension; there are"),
                Arguments.of("name: x\n    name: y", 4, "name: is there twice"),
                Arguments.of("version: v3", 3, "version: v3 must be v1 or v2; for example v2"),
                Arguments.of("agent: \"a:b\"", 3, "agent: a:b must be letters, digits, - and _; for example voice"),
                Arguments.of("language: English", 3, "language: English is no language tag; for example en-US"),
                Arguments.of("tts: parrot", 3, "tts: parrot is no engine that is there (there are [mary])"),
                Arguments.of("greeting: \"HTTP 500: internal server error\"", 3, "greeting: "),
                Arguments.of("tools: {transfer-to: [\"1001\", \"10 01\"]}", 3, "tools.transfer-to: 10 01 is no number"),
                Arguments.of(
                        "tools: {transfer-to: [\"sip:*@example.com\"]}",
                        3,
                        "tools.transfer-to: sip:*@example.com is no number"),
                Arguments.of(
                        "tools: {longest-dtmf: 0}", 3, "tools.longest-dtmf: 0 must be a whole number between 1 and 64"),
                Arguments.of(
                        "tools: {longest-dtmf: 65}", // more than a room presses at once
                        3,
                        "tools.longest-dtmf: 65 must be a whole number between 1 and 64"),
                Arguments.of(
                        "sip: {transport: sctp, password-env: SET, registrar: a}",
                        3,
                        "sip.transport: sctp must be udp, tcp or tls"),
                Arguments.of(
                        "sip: {password-env: UNSET, registrar: a}",
                        3,
                        "sip.password-env: the variable UNSET is not set"),
                Arguments.of(
                        "sip: {password-file: /no/such/file, registrar: a}",
                        3,
                        "the password file /no/such/file cannot be read"),
                Arguments.of(
                        "sip: {registrar: a}",
                        3,
                        "sip: of 9001 has no password; for example password-env: VOICE_EXT_9001_PASSWORD"),
                Arguments.of(
                        "sip: {password-env: SET}",
                        3,
                        "9001 has a password, but no registrar: set VOICE_SIP_REGISTRAR"),
                Arguments.of(
                        "sip: {password-env: SET, registrar: a, expires: soon}",
                        3,
                        "sip.expires: soon must be a whole number"),
                Arguments.of("sip: udp", 3, "sip: holds no keys"),
                Arguments.of("persona: [a, b]", 3, "persona: must be one value"),
                Arguments.of("name: [unclosed", 4, "this is no YAML"),
                Arguments.of("sip: {password: *hunter2}", 3, "this is no YAML: found undefined alias; a value"),
                Arguments.of("sip: {password: \"hunter2\\q\"}", 3, "this is no YAML: found unknown escape character"),
                Arguments.of("&me\n    <<: *me", 3, ""));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsNamedWithItsLine(String said, int line, String message) throws IOException {
        variables.put("SET", "a secret");
        yaml("extensions:\n  \"9001\":\n    " + said + "\n");

        assertThatThrownBy(this::read)
                .isInstanceOf(WrongProfileException.class)
                .hasMessageContaining("extensions.yaml:" + line + ": " + message)
                .hasMessageNotContaining("a secret")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aMistakeInV1sFileIsNamedWithItsLineAndNotWithItsPassword() throws IOException {
        Files.writeString(
                folder.resolve("devices.json"), "{\n \"9000\": {\n  \"password\": hunter2,\n  \"name\": \"x\"}}");
        assertThatThrownBy(this::read)
                .hasMessageContaining("devices.json:3: this is no JSON")
                .hasMessageNotContaining("hunter2");

        Files.writeString(folder.resolve("devices.json"), "{\n \"9000\": {\n  \"extension\": \"9001\"}}");
        assertThatThrownBy(this::read).hasMessageContaining("devices.json:3: extension: 9001 stands below 9000");

        Files.writeString(folder.resolve("devices.json"), "{\n \"9000\": {\n  \"name\": {\"first\": 1}}}");
        assertThatThrownBy(this::read).hasMessageContaining("devices.json:3: name: must be one value");
    }

    @Test
    void whatIsWrongIsRefusedAndTheLastGoodOneStays() throws IOException {
        yaml("extensions:\n  \"9001\": {persona: First.}\n");
        Profiles profiles = read();
        yaml("extensions:\n  \"9001\": {persona: Second., colour: blue}\n");

        assertThatThrownBy(profiles::reload).hasMessageContaining("extensions.yaml:2: colour: is no key");

        assertThat(profiles.of("9001").persona()).isEqualTo("First.");
        assertThat(profiles.problem())
                .hasValueSatisfying(said -> assertThat(said).contains("colour"));
        yaml("extensions:\n  \"9001\": {persona: Third.}\n");
        profiles.reload();
        assertThat(profiles.of("9001").persona()).isEqualTo("Third.");
        assertThat(profiles.problem()).isEmpty();
    }

    @Test
    void aFileThatVanishesEndsNoRegistration() throws IOException {
        yaml("extensions:\n  \"9001\": {persona: First.}\n");
        Profiles profiles = read();
        Files.delete(folder.resolve("extensions.yaml"));

        assertThatThrownBy(profiles::reload).hasMessageContaining("extensions.yaml is gone");

        assertThat(profiles.of("9001").persona()).isEqualTo("First.");
    }

    @Test
    void nothingThatIsToldOfAnAccountHoldsItsPassword() {
        registrar = "pbx";
        variables.put("VOICE_EXT_9001_PASSWORD", "hunter2");

        assertThat(read().inForce().toString()).doesNotContain("hunter2");
    }

    private void yaml(String text) throws IOException {
        Files.writeString(folder.resolve("extensions.yaml"), text);
    }

    private Profiles read() {
        MannersByExtension manners = new MannersByExtension(settings);
        AccountDefaults.Variables environment = new AccountDefaults.Variables() {
            @Override
            public Set<String> names() {
                return variables.keySet();
            }

            @Override
            public String get(String name) {
                return variables.get(name);
            }
        };
        ProfileReader reader = new ProfileReader(
                folder.resolve("extensions.yaml"),
                folder.resolve("devices.json"),
                manners,
                new Engines(Set.of("whisper"), Set.of("mary")),
                new AccountDefaults(registrar, null, null, "udp", environment));
        return new Profiles(
                reader, extension -> Profile.of(extension, manners.apply(extension)), List.of("9001"), List.of("9000"));
    }
}
