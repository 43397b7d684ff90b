package ai.openclaw.voice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.EndpointRules;
import ai.openclaw.voice.worker.Endpointing.Verdict;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointingTest {
    private static final EndpointRules RULES = new EndpointRules(300, 1600, 2500, true);
    private static final OptionalDouble UNHEARD = OptionalDouble.empty();

    @Test
    void takesACallerWhoSoundsFinishedAtTheirWordAtOnce() {
        assertThat(Endpointing.of(RULES, "What time is it?", OptionalDouble.of(1)))
                .isEqualTo(new Verdict(300, true));
    }

    @Test
    void waitsLongestForACallerWhoMustGoOn() {
        assertThat(Endpointing.of(RULES, "I would like to", UNHEARD)).isEqualTo(new Verdict(1600, false));
        assertThat(Endpointing.of(RULES, "I would like to", OptionalDouble.of(0.1)))
                .isEqualTo(new Verdict(1600, false));
    }

    @Test
    void waitsLongerForWhoDictates() {
        assertThat(Endpointing.of(RULES, "My number is 202", OptionalDouble.of(0.9)))
                .isEqualTo(new Verdict(2500, false));
    }

    @Test
    void presumesOnFinishedWordsAloneButWaitsLongerThanWithTheirSound() {
        Verdict words = Endpointing.of(RULES, "What time is it?", UNHEARD);
        assertThat(words.presume()).isTrue();
        assertThat(words.waitMs()).isBetween(301, 1000);
    }

    @Test
    void presumesNothingAsLongAsNothingIsKnown() {
        assertThat(Endpointing.of(RULES, null, UNHEARD)).isEqualTo(new Verdict(1600, false));
        assertThat(Endpointing.of(RULES, null, OptionalDouble.of(1)).presume()).isFalse();
    }

    @Test
    void presumesNothingWhereTheRulesForbidIt() {
        EndpointRules careful = new EndpointRules(300, 1600, 2500, false);
        assertThat(Endpointing.of(careful, "What time is it?", OptionalDouble.of(1)))
                .isEqualTo(new Verdict(300, false));
    }

    @Test
    void waitsLongerTheLessFinishedItSounds() {
        int[] waits = Stream.of(1.0, 0.95, 0.9, 0.8, 0.6, 0.5)
                .mapToInt(finished -> Endpointing.of(RULES, "Call a taxi.", OptionalDouble.of(finished))
                        .waitMs())
                .toArray();
        assertThat(waits).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.3, 0.5, 0.7, 0.99, 1})
    void staysBetweenTheShortestAndTheLongestWait(double finished) {
        for (String words : new String[] {null, "", "Yes.", "and", "I would like"}) {
            assertThat(Endpointing.of(RULES, words, OptionalDouble.of(finished)).waitMs())
                    .isBetween(300, 1600);
        }
    }
}
