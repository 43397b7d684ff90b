package ai.openclaw.voice.component.sip.locate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An SRV record, RFC 2782.
 *
 * @param priority the lower ones are tried first
 * @param weight among those of a priority: how often it comes first
 * @param host without a dot at its end; empty when the service is not offered
 */
record ServiceRecord(int priority, int weight, int port, String host) {
    /** All of them in the order in which they are to be tried: RFC 2782, "Usage rules". */
    static List<ServiceRecord> inOrder(List<ServiceRecord> records, RandomGenerator random) {
        List<ServiceRecord> left = new ArrayList<>(records);
        // Those without weight first, or they would never be chosen before others.
        left.sort(Comparator.comparingInt(ServiceRecord::priority).thenComparingInt(ServiceRecord::weight));
        List<ServiceRecord> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            int priority = left.get(0).priority();
            int sum = left.stream()
                    .filter(one -> one.priority() == priority)
                    .mapToInt(ServiceRecord::weight)
                    .sum();
            int drawn = random.nextInt(sum + 1);
            int next = 0;
            for (int running = left.get(0).weight();
                    running < drawn;
                    running += left.get(next).weight()) {
                next++;
            }
            ordered.add(left.remove(next));
        }
        return ordered;
    }
}
