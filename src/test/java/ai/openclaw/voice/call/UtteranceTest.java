package ai.openclaw.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UtteranceTest {
    private static final Pcm TENTH = new Pcm(new short[800], 8000);

    @Test
    void aReaderThatComesLateHearsAllOfIt() throws Exception {
        Utterance utterance = new Utterance();
        utterance.append(TENTH);
        utterance.pause();
        utterance.resumed();
        utterance.append(TENTH);
        utterance.commit();

        assertThat(kinds(utterance))
                .containsExactly(
                        Utterance.Kind.AUDIO,
                        Utterance.Kind.PAUSE,
                        Utterance.Kind.RESUMED,
                        Utterance.Kind.AUDIO,
                        Utterance.Kind.COMMITTED);
        assertThat(utterance.audioMs()).isEqualTo(200);
    }

    @Test
    void aReaderWaitsForWhatIsStillBeingSaid() throws Exception {
        Utterance utterance = new Utterance();
        CompletableFuture<List<Utterance.Kind>> reader = CompletableFuture.supplyAsync(() -> {
            try {
                return kinds(utterance);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        utterance.append(TENTH);
        utterance.commit();
        assertThat(reader.get(30, TimeUnit.SECONDS)).endsWith(Utterance.Kind.COMMITTED);
    }

    @Test
    void reopenedItBeginsWithAllThatWasSaid() throws Exception {
        Utterance utterance = new Utterance();
        utterance.append(TENTH);
        utterance.pause();
        utterance.commit();

        Utterance again = utterance.reopened();
        again.append(TENTH);
        again.commit();
        assertThat(kinds(again)).containsExactly(Utterance.Kind.AUDIO, Utterance.Kind.AUDIO, Utterance.Kind.COMMITTED);
    }

    @Test
    void nothingIsAddedAfterItsEnd() {
        Utterance utterance = new Utterance();
        utterance.commit();
        utterance.append(TENTH);
        utterance.abandon();
        assertThat(utterance.audioMs()).isZero();
    }

    private static List<Utterance.Kind> kinds(Utterance utterance) throws InterruptedException {
        List<Utterance.Kind> kinds = new ArrayList<>();
        Utterance.Kind kind;
        do {
            kind = utterance.await(kinds.size()).kind();
            kinds.add(kind);
        } while (kind != Utterance.Kind.COMMITTED && kind != Utterance.Kind.ABANDONED);
        return kinds;
    }
}
