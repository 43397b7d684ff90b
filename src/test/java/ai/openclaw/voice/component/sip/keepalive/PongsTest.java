package ai.openclaw.voice.component.sip.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PongsTest {
    private final AtomicLong now = new AtomicLong();
    private final Pongs pongs = new Pongs(now::get);

    @Test
    void whoNeverAnswersIsNotGone() {
        pongs.asked();
        assertThat(pongs.isSilent()).isFalse();
        pongs.asked();
        assertThat(pongs.isSilent()).isFalse();
    }

    @Test
    void whoAnsweredAndDoesSoNoMoreIsGone() {
        pongs.asked();
        pongs.first();
        assertThat(pongs.isSilent()).isFalse();

        pongs.asked();
        assertThat(pongs.isSilent()).isTrue();
    }

    @Test
    void twoAnswersWithNothingInBetweenAreNoPing() {
        pongs.asked();
        pongs.first();
        assertThat(pongs.isSilent()).isFalse();
        seconds(100);

        pongs.asked();
        assertThat(pongs.second()).isFalse();
        assertThat(pongs.isSilent()).isFalse();
    }

    @Test
    void aPingOfThePeersIsAnsweredAndIsNoAnswer() {
        pongs.asked();
        pongs.first();
        assertThat(pongs.second()).isTrue();
        assertThat(pongs.isSilent()).isFalse();
        seconds(100);

        pongs.asked();
        assertThat(pongs.isSilent()).isFalse();
    }

    @Test
    void aPingOfThePeersIsAnsweredAtAnyTime() {
        pongs.first();
        assertThat(pongs.second()).isTrue();
    }

    private void seconds(int passed) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(passed));
    }
}
