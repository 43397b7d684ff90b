package ai.openclaw.voice.component.tts.phonemes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnglishPhonemesTest {
    private static final EnglishPhonemes ESPEAK;
    private static final EnglishPhonemes KOKORO;

    static {
        try {
            ESPEAK = EnglishPhonemes.likeEspeak(null);
            KOKORO = EnglishPhonemes.likeKokoro(null);
        } catch (java.io.IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @ParameterizedTest(name = "row {index}")
    @MethodSource("table")
    void soundsAsTheTableSays(String text, String ipa) {
        assertThat(ESPEAK.of(text)).isEqualTo(ipa);
    }

    static Stream<Arguments> table() throws Exception {
        try (var in = EnglishPhonemesTest.class.getResourceAsStream("sentences.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.split("\t", -1))
                            .map(row -> Arguments.of(row[0], row[1]))
                            .toList()
                            .stream();
        }
    }

    @Test
    void writesForKokoroInItsOwnLetters() {
        assertThat(KOKORO.of("Hello, they go by boat now.")).isEqualTo("həlˈO, ðA ɡˈO bI bˈOt nˈW.");
        assertThat(KOKORO.of("The apple, the boy, a city.")).isEqualTo("ði ˈæpᵊl, ðə bˈY, ɐ sˈɪTi.");
    }

    @Test
    void findsASoundForWhateverHasLetters() {
        Random random = new Random(3);
        String letters = "abcdefghijklmnopqrstuvwxyzé'ñ- ";
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder("ba");
            for (int length = random.nextInt(30); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertThat(ESPEAK.of(text.toString())).isNotBlank();
            assertThat(KOKORO.of(text.toString())).isNotBlank();
        }
    }
}
