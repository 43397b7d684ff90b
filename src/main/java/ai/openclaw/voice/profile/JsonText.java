package ai.openclaw.voice.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON with the place of each value. */
final class JsonText {
    private static final JsonFactory JSON = new JsonFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final int DEEPEST = 10;

    private final String file;
    private final JsonParser parser;

    private JsonText(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /** @throws WrongProfileException when it is no JSON */
    static FileValue read(String file, String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            return parser.nextToken() == null
                    ? FileValue.text(new Place(file, 1), "")
                    : new JsonText(file, parser).value(0);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            // Jackson quotes what it stumbles over, which may be a password.
            boolean twice = e.getOriginalMessage().startsWith("Duplicate field");
            throw new WrongProfileException(
                    new Place(file, line), "this is no JSON" + (twice ? ": a key is there twice" : ""), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FileValue value(int depth) throws IOException {
        Place place = new Place(file, parser.currentTokenLocation().getLineNr());
        if (depth > DEEPEST) {
            throw new WrongProfileException(place, "goes too deep", "");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, FileValue> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    map.put(key, value(depth + 1));
                }
                yield FileValue.map(place, map);
            }
            case START_ARRAY -> {
                List<FileValue> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(depth + 1));
                }
                yield FileValue.list(place, list);
            }
            case VALUE_NULL -> FileValue.text(place, "");
            default -> FileValue.text(place, parser.getText());
        };
    }
}
