package ai.openclaw.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpokenTest {
    private final Spoken spoken = new Spoken();

    @BeforeEach
    void twoClauses() {
        spoken.add(spoken.begin("We are open from nine to five,"), 3000);
        spoken.add(spoken.begin("except on Sundays."), 1000);
    }

    @Test
    void whatWasPlayedIsToldInWholeWords() {
        assertThat(spoken.heard(0)).isEmpty();
        assertThat(spoken.heard(1500)).isEqualTo("We are open");
        assertThat(spoken.heard(3000)).isEqualTo("We are open from nine to five,");
        assertThat(spoken.heard(3400)).isEqualTo("We are open from nine to five, except");
        assertThat(spoken.heard(9000)).isEqualTo("We are open from nine to five, except on Sundays.");
    }

    @Test
    void whatACoughCutOffWasNotHeard() {
        spoken.skippedAt(1500, true);
        assertThat(spoken.heard(4000)).isEqualTo("We are open except on Sundays.");
    }

    @Test
    void theLastClauseIsSaidAgainSoNothingOfItIsMissing() {
        spoken.skippedAt(3500, true);
        assertThat(spoken.heard(4000)).isEqualTo("We are open from nine to five, except on Sundays.");
    }

    @Test
    void tellsWhetherThereWasMore() {
        assertThat(spoken.goesOnAfter(3999)).isTrue();
        assertThat(spoken.goesOnAfter(4000)).isFalse();
    }
}
