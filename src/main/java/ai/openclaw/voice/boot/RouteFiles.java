package ai.openclaw.voice.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Tells Camel which route files there are: the built-in ones, and over them those of the integrator's folder. A file there
 * replaces the built-in one of the same name; any other is added. Camel itself cannot do that: it aborts when a folder is
 * missing, and loads both of two files with the same name.
 *
 * <p>Comes last among the sources of settings, so whoever sets {@code camel.main.routes-include-pattern} has the last word.
 */
public class RouteFiles implements EnvironmentPostProcessor, Ordered {
    static final String PATTERN_KEY = "camel.main.routes-include-pattern";
    private static final String DIR_KEY = "voice.routes.dir";
    private static final String DEFAULT_DIR = "config/routes";
    private static final String ENDING = ".camel.yaml";

    private final Log log;

    /** Spring calls it. Nothing can be logged so early, so the log's lines wait until it can. */
    public RouteFiles(DeferredLogFactory logs) {
        log = logs.getLog(RouteFiles.class);
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.containsProperty(PATTERN_KEY)) {
            return;
        }
        List<String> all = locations(folder(environment.getProperty(DIR_KEY, DEFAULT_DIR)));
        all.stream().filter(file -> file.startsWith("file:")).forEach(file -> log.info("route file of yours: " + file));
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("route files", Map.of(PATTERN_KEY, String.join(",", all))));
    }

    /** After the settings' files were read. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    private static Path folder(String dir) {
        Path folder = Path.of(dir);
        if (!Files.isDirectory(folder)) {
            if (!dir.equals(DEFAULT_DIR)) {
                throw new BadSettingException(DIR_KEY, dir, "is no folder", DEFAULT_DIR);
            }
            return null;
        }
        return folder;
    }

    /**
     * Where Camel finds each route file, in the order of their names.
     *
     * @param folder holds the integrator's files; null for none
     * @throws BadSettingException when a file there would be overlooked because of its name
     * @throws RouteFileException when a file is no list of routes, or two hold a route of the same id
     */
    public static List<String> locations(Path folder) {
        Map<String, String> byName = new TreeMap<>();
        for (String name : builtIn()) {
            byName.put(name, "classpath:routes/" + name);
        }
        if (folder != null) {
            for (Path file : yamlFilesIn(folder)) {
                byName.put(file.getFileName().toString(), "file:" + file.toAbsolutePath());
            }
        }
        RouteFileCheck check = new RouteFileCheck();
        // The built-in ones first, so that of two routes with one id the integrator's is called the mistake.
        byName.values().stream().sorted().forEach(check::check);
        return new ArrayList<>(byName.values());
    }

    private static List<String> builtIn() {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath:routes/*" + ENDING);
            return Stream.of(files).map(Resource::getFilename).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> yamlFilesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> yaml = files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
            yaml.forEach(file -> check(folder, file));
            return yaml;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Camel splits the list of files at commas and reads stars as wildcards. */
    private static void check(Path folder, Path file) {
        if (!file.toString().endsWith(ENDING)) {
            throw new BadSettingException(
                    DIR_KEY,
                    folder,
                    "holds " + file.getFileName() + ", but a route file's name ends in " + ENDING,
                    DEFAULT_DIR);
        }
        if (file.toAbsolutePath().toString().matches(".*[,*?].*")) {
            throw new BadSettingException(
                    DIR_KEY, folder, "has a path with a comma, * or ? in it: " + file, DEFAULT_DIR);
        }
    }
}
