package ai.openclaw.voice.component.rtp.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EModelTest {
    private static final double G711 = 25.1;

    @Test
    void aPerfectConnectionHasTheScoreOfTheDefaultRating() {
        // G.107, section 7.7: with all parameters at their defaults R is 93.2 and the score 4.41.
        assertThat(EModel.opinion(0, 0, G711)).isEqualTo(4.41, within(0.01));
    }

    @Test
    void delayHurtsLittleUntilPeopleBeginToTalkAtTheSameTime() {
        assertThat(EModel.opinion(150, 0, G711)).isEqualTo(4.34, within(0.03));
        assertThat(EModel.opinion(400, 0, G711)).isBetween(2.8, 3.2);
    }

    @Test
    void lossHurtsTheMoreTheLessTheCodecBearsIt() {
        double robust = EModel.opinion(20, 3, G711);
        double fragile = EModel.opinion(20, 3, 4.3);
        assertThat(robust).isBetween(4.0, 4.2);
        assertThat(fragile).isLessThan(robust - 0.5);
        assertThat(EModel.opinion(20, 100, 4.3)).isEqualTo(1);
        assertThat(EModel.opinion(5000, 50, G711)).isEqualTo(1);
    }
}
