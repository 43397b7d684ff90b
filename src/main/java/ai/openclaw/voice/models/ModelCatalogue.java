package ai.openclaw.voice.models;

import ai.openclaw.voice.models.Model.Item;
import ai.openclaw.voice.models.Model.Kind;
import ai.openclaw.voice.models.Model.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The models there are to be had: {@code models.yaml}, which says of each what it is, its licence and its sources. */
public final class ModelCatalogue {
    private final Map<String, Model> models = new LinkedHashMap<>();

    /** The catalogue that comes with the product. */
    public static ModelCatalogue standard() {
        try (InputStream yaml = ModelCatalogue.class.getResourceAsStream("/models.yaml")) {
            return read(new InputStreamReader(yaml, StandardCharsets.UTF_8), "models.yaml");
        } catch (IOException e) {
            throw new CatalogueException("models.yaml cannot be read", e);
        }
    }

    /**
     * @param where the catalogue's name, for messages
     * @throws CatalogueException when it is no YAML, or something is missing or wrong in it; names the model and the key
     */
    public static ModelCatalogue read(Reader yaml, String where) {
        Object root;
        try {
            root = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        } catch (YAMLException e) {
            throw new CatalogueException(where + " is no YAML: " + e.getMessage(), e);
        }
        ModelCatalogue catalogue = new ModelCatalogue();
        Entry top = new Entry(where, root);
        for (Entry entry : top.list("models")) {
            Model model = model(entry.at(entry.text("name")));
            if (catalogue.models.put(model.name(), model) != null) {
                throw new CatalogueException(where + ": " + model.name() + " is in it twice");
            }
        }
        return catalogue;
    }

    public List<Model> models() {
        return List.copyOf(models.values());
    }

    public Optional<Model> named(String name) {
        return Optional.ofNullable(models.get(name));
    }

    private static Model model(Entry entry) {
        String name = safe(entry, "name", entry.text("name"));
        List<Item> items = new ArrayList<>();
        for (Entry file : entry.list("files")) {
            items.add(item(file));
        }
        return new Model(
                name,
                entry.text("purpose"),
                entry.text("licence"),
                entry.flag("default", true),
                entry.text("without"),
                items);
    }

    private static Item item(Entry entry) {
        String unpack = entry.optional("unpack");
        String file = unpack == null ? safe(entry, "file", entry.text("file")) : null;
        String sha256 = entry.text("sha256").toLowerCase(Locale.ROOT);
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw entry.wrong("sha256", "is not 64 hexadecimal digits");
        }
        long size = entry.number("size");
        List<Source> sources = new ArrayList<>();
        for (Entry source : entry.list("sources")) {
            sources.add(source(source));
        }
        return new Item(file, unpack, sha256, size, sources);
    }

    private static Source source(Entry entry) {
        for (Kind kind : Kind.values()) {
            String what = entry.optional(kind.name().toLowerCase(Locale.ROOT));
            if (what != null) {
                if (kind == Kind.URL) {
                    checkAddress(entry, what);
                } else if (!what.matches("[A-Za-z0-9@][A-Za-z0-9@._:/=+~-]*")) {
                    throw entry.wrong(kind.name().toLowerCase(Locale.ROOT), "'" + what + "' is no package");
                }
                return new Source(kind, what, entry.optional("inside"), entry.optional("platform"));
            }
        }
        throw entry.wrong("sources", "has an entry with none of url, npm, pypi, maven, debian");
    }

    private static void checkAddress(Entry entry, String address) {
        try {
            URI uri = URI.create(address);
            if (uri.getHost() != null && uri.getScheme().matches("https?")) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // Said below, with the place.
        }
        throw entry.wrong("url", "'" + address + "' is no http address");
    }

    /** A name that stays below the models folder. */
    private static String safe(Entry entry, String key, String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw entry.wrong(key, "'" + name + "' is no plain name");
        }
        return name;
    }

    /** A mapping of the YAML, with the place it is at for messages. */
    private record Entry(String where, Object value) {
        Entry at(String place) {
            return new Entry(where + ": " + place, value);
        }

        CatalogueException wrong(String key, String what) {
            return new CatalogueException(where + ": '" + key + "' " + what);
        }

        private Object get(String key) {
            if (value instanceof Map<?, ?> map) {
                return map.get(key);
            }
            throw new CatalogueException(where + " is no mapping, so it has no '" + key + "'");
        }

        String optional(String key) {
            Object found = get(key);
            return found == null ? null : found.toString().strip();
        }

        String text(String key) {
            String found = optional(key);
            if (found == null || found.isEmpty()) {
                throw wrong(key, "is missing");
            }
            return found;
        }

        long number(String key) {
            if (get(key) instanceof Number number && number.longValue() > 0) {
                return number.longValue();
            }
            throw wrong(key, "is missing or no positive number");
        }

        boolean flag(String key, boolean otherwise) {
            Object found = get(key);
            if (found == null) {
                return otherwise;
            }
            if (found instanceof Boolean flag) {
                return flag;
            }
            throw wrong(key, "is neither true nor false");
        }

        List<Entry> list(String key) {
            if (get(key) instanceof List<?> list && !list.isEmpty()) {
                return list.stream().map(one -> new Entry(where, one)).toList();
            }
            throw wrong(key, "is missing or no list");
        }
    }
}
