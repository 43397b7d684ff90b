package ai.openclaw.voice.testkit;

import ai.openclaw.voice.boot.ProductManners;
import ai.openclaw.voice.demo.scenario.Scenario;
import ai.openclaw.voice.demo.scenario.ScenarioReport;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs scenarios against the routes without network, engines or brain, on a virtual clock: the routes, the beans that they
 * name and the worker are the real ones, and a call takes milliseconds.
 *
 * <pre>{@code
 * try (VirtualScenarios calls = VirtualScenarios.of(Path.of("config/routes"))) {
 *     ScenarioReport report = calls.run(new ScenarioReader().read(Path.of("my-scenario.yaml")));
 *     assertThat(report.passed()).as(report.text()).isTrue();
 * }
 * }</pre>
 */
public final class VirtualScenarios implements AutoCloseable {
    private final Path folder;
    private final Map<Map<String, String>, RouteSimulation> routes = new HashMap<>();
    private final VirtualTime time = new VirtualTime();
    private final Map<Map<String, String>, SimulatedRecords> records = new HashMap<>();

    private VirtualScenarios(Path folder) {
        this.folder = folder;
    }

    /** @param folder your routes, over the product's; null for the product's as they are */
    public static VirtualScenarios of(Path folder) {
        return new VirtualScenarios(folder);
    }

    /** Makes one call. Scenarios with the same settings share their routes. */
    public ScenarioReport run(Scenario scenario) {
        RouteSimulation simulation = routes.computeIfAbsent(scenario.settings(), this::start);
        simulation.reset();
        try (VirtualScenarioCall call =
                new VirtualScenarioCall(scenario, simulation, time, records.get(scenario.settings()))) {
            return call.play();
        }
    }

    private RouteSimulation start(Map<String, String> settings) {
        ProductManners manners = ProductManners.of(settings);
        SimulatedRecords observer = new SimulatedRecords();
        records.put(settings, observer);
        return RouteSimulation.start(folder, manners.byExtension(), manners.phrases(), time, observer);
    }

    @Override
    public void close() {
        time.close();
        routes.values().forEach(RouteSimulation::close);
    }
}
