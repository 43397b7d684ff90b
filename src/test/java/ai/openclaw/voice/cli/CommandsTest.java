package ai.openclaw.voice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.audio.WavFile;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.TurnTimings;
import ai.openclaw.voice.demo.caller.CallReport;
import ai.openclaw.voice.demo.caller.DemoScreen;
import ai.openclaw.voice.testkit.ReferencePhone;
import ai.openclaw.voice.testkit.Sounds;
import ai.openclaw.voice.testkit.TextbookG711;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine line = VoiceCli.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(args);
    }

    @Test
    void callsPlaysRecordsAndEndsWithZeroWhenAnswered(@TempDir Path folder) throws Exception {
        Path question = folder.resolve("question.wav");
        WavFile.write(question, new Pcm(Sounds.tone(300, 300, 9000), 8000));
        try (ReferencePhone far = new ReferencePhone(true)) {
            far.greeting = TextbookG711.toMuLaw(Sounds.tone(400, 200, 9000));
            far.reply = TextbookG711.toMuLaw(Sounds.tone(600, 200, 9000));
            far.start();
            Path wav = folder.resolve("call.wav");
            assertThat(run("call", far.uri(), "--tcp", "--play", question.toString(), "--wav", wav.toString()))
                    .isZero();
            assertThat(Files.size(wav)).isGreaterThan(16_000);
        }
    }

    @Test
    void measuresSeveralCalls(@TempDir Path folder) throws Exception {
        Path question = folder.resolve("question.wav");
        WavFile.write(question, new Pcm(Sounds.tone(300, 200, 9000), 8000));
        try (ReferencePhone far = new ReferencePhone(false)) {
            far.greeting = TextbookG711.toMuLaw(Sounds.tone(400, 200, 9000));
            far.reply = TextbookG711.toMuLaw(Sounds.tone(600, 200, 9000));
            far.start();
            assertThat(run("bench", far.uri(), "--play", question.toString(), "--calls", "1"))
                    .isZero();
            assertThat(out.toString()).contains("1 placed, 1 answered", "1 asked, 1 answered", "response         p50 ");
        }
    }

    @Test
    void endsWithOneWhenRefused() throws Exception {
        try (ReferencePhone far = new ReferencePhone(false)) {
            far.rejectWith = 404;
            far.start();
            assertThat(run("call", far.uri())).isEqualTo(1);
        }
    }

    @Test
    void saysInOneLineWhatIsWrong() {
        assertThat(run("call", "9001@somewhere")).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("no SIP URI: 9001@somewhere");
        assertThat(run("call")).isEqualTo(2);
        assertThat(run("nonsense")).isEqualTo(2);
        assertThat(run("demo", "--onec")).isEqualTo(2);
    }

    @Test
    void ranksPercentiles() {
        List<Double> values = List.of(5.0, 1.0, 4.0, 2.0, 3.0);
        assertThat(BenchCommand.percentile(values, 50)).isEqualTo(3);
        assertThat(BenchCommand.percentile(values, 95)).isEqualTo(5);
        assertThat(BenchCommand.percentile(List.of(7.0), 1)).isEqualTo(7);
    }

    @Test
    void drawsTheStagesThatWereReached() {
        TurnTimings timings = new TurnTimings();
        timings.mark(TurnTimings.Stage.SPEECH_ENDED, 0);
        timings.mark(TurnTimings.Stage.COMMITTED, 300_000_000L);
        timings.mark(TurnTimings.Stage.FIRST_TOKEN, 700_000_000L);
        timings.mark(TurnTimings.Stage.FIRST_PACKET, 800_000_000L);
        assertThat(WaterfallBars.of(timings))
                .containsExactly(
                        new DemoScreen.Stage("finished for sure", 300),
                        new DemoScreen.Stage("brain, first token", 400),
                        new DemoScreen.Stage("on the wire", 100));
    }

    @Test
    void waitsForTheTurnThatIsFed() throws Exception {
        DemoFeed feed = new DemoFeed();
        assertThat(feed.awaitTurn(1, Duration.ofMillis(20))).isEmpty();
        Turn turn = new Turn(CallId.fresh(), 1);
        Thread system = new Thread(() -> feed.answered(turn));
        system.start();
        assertThat(feed.awaitTurn(1, Duration.ofSeconds(5))).contains(turn);
        assertThat(feed.awaitRecord(Duration.ofMillis(20))).isEmpty();
        system.join();
    }

    @Test
    void isNotContentWithABrainThatOnlyRepeatsTheQuestion() {
        DemoQuestion question = DemoQuestion.ALL.get(0);
        CallReport.TurnReport echo = new CallReport.TurnReport(
                1, question.words(), 500L, "I heard you say: What are your opening hours on Saturday?");
        CallReport.TurnReport answer = new CallReport.TurnReport(
                1, question.words(), 500L, "On Saturday we are open from 9 a.m. to 12:30 p.m.");
        CallReport.TurnReport nothing = new CallReport.TurnReport(1, question.words(), 500L, "");
        assertThat(question.isAnsweredBy(echo, true)).isFalse();
        assertThat(question.isAnsweredBy(echo, false)).isTrue();
        assertThat(question.isAnsweredBy(answer, true)).isTrue();
        assertThat(question.isAnsweredBy(nothing, false)).isFalse();
    }
}
