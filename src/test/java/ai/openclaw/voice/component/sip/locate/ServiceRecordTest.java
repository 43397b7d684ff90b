package ai.openclaw.voice.component.sip.locate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ServiceRecordTest {
    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void lowerPrioritiesComeFirst() {
        List<ServiceRecord> records = List.of(record(30, 100, "c"), record(10, 0, "a"), record(20, 65535, "b"));

        assertThat(ServiceRecord.inOrder(records, random))
                .extracting(ServiceRecord::host)
                .containsExactly("a", "b", "c");
    }

    @Test
    void weightsSayHowOftenOneComesFirst() {
        List<ServiceRecord> records = List.of(record(10, 60, "a"), record(10, 30, "b"), record(10, 10, "c"));

        List<String> firsts = IntStream.range(0, 10_000)
                .mapToObj(i -> ServiceRecord.inOrder(records, random).get(0).host())
                .toList();

        assertThat(firsts.stream().filter("a"::equals).count()).isCloseTo(6000, Offset.offset(300L));
        assertThat(firsts.stream().filter("b"::equals).count()).isCloseTo(3000, Offset.offset(300L));
    }

    @Test
    void whoHasNoWeightComesFirstRarely() {
        List<ServiceRecord> records = List.of(record(10, 100, "a"), record(10, 0, "b"));

        long firsts = IntStream.range(0, 10_000)
                .filter(i ->
                        ServiceRecord.inOrder(records, random).get(0).host().equals("b"))
                .count();

        assertThat(firsts).isBetween(1L, 400L);
    }

    private static ServiceRecord record(int priority, int weight, String host) {
        return new ServiceRecord(priority, weight, 5060, host);
    }
}
