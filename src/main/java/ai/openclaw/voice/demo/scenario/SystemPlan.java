package ai.openclaw.voice.demo.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A system that some scenarios can share. Starting one takes longer than most scenarios: so settings which each extension can
 * have for itself become those of an extension of the scenario's own, and only others need another system.
 *
 * @param settings what it must be started with, {@code key=value}
 * @param extensions whom each of the scenarios calls
 */
public record SystemPlan(List<String> settings, Map<Scenario, String> extensions) {
    private static final List<String> BY_EXTENSION =
            List.of("voice.barge-in.", "voice.endpoint.", "voice.waiting.", "voice.limits.", "voice.phrases.greeting");
    /** The numbers of extensions that are made up here begin after this one. */
    private static final int FIRST_OWN = 9100;

    /** The fewest systems on which all scenarios can run. */
    public static List<SystemPlan> of(Collection<Scenario> scenarios) {
        Map<Map<String, String>, List<Scenario>> groups = new LinkedHashMap<>();
        for (Scenario scenario : scenarios) {
            groups.computeIfAbsent(part(scenario, false), common -> new ArrayList<>())
                    .add(scenario);
        }
        List<SystemPlan> plans = new ArrayList<>();
        groups.forEach((common, group) -> plans.add(plan(common, group)));
        return plans;
    }

    private static SystemPlan plan(Map<String, String> common, List<Scenario> group) {
        List<String> settings = new ArrayList<>();
        common.forEach((key, value) -> settings.add(key + "=" + value));
        Map<Scenario, String> extensions = new LinkedHashMap<>();
        Map<Map<String, String>, String> byOwn = new LinkedHashMap<>();
        Set<String> all = new LinkedHashSet<>();
        for (Scenario scenario : group) {
            Map<String, String> own = part(scenario, true);
            String extension = own.isEmpty()
                    ? scenario.extension()
                    : byOwn.computeIfAbsent(own, o -> String.valueOf(FIRST_OWN + byOwn.size() + 1));
            extensions.put(scenario, extension);
            all.add(extension);
        }
        byOwn.forEach((own, extension) -> own.forEach((key, value) ->
                settings.add("voice.extensions." + extension + key.substring("voice".length()) + "=" + value)));
        settings.add("voice.canary.v2-extensions=" + String.join(",", all));
        return new SystemPlan(settings, extensions);
    }

    private static Map<String, String> part(Scenario scenario, boolean byExtension) {
        Map<String, String> part = new TreeMap<>(scenario.settings());
        part.keySet().removeIf(key -> BY_EXTENSION.stream().anyMatch(key::startsWith) != byExtension);
        return part;
    }
}
