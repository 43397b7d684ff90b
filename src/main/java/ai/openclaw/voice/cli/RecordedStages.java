package ai.openclaw.voice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The waterfalls, and the interruptions, of the calls whose records were written to a file since it was looked at first. */
final class RecordedStages {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> STAGES = List.of(
            "responseMs",
            "endpointWaitMs",
            "headStartMs",
            "sttMs",
            "queueMs",
            "firstTokenMs",
            "firstClauseMs",
            "ttsFirstByteMs",
            "firstPacketMs",
            "overheadMs");

    private final Path file;
    private final int before;

    RecordedStages(Path file) throws IOException {
        this.file = file;
        before = lines().size();
    }

    /** Each stage's values, in the order of the waterfall. */
    Map<String, List<Double>> read() throws IOException {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        List<String> lines = lines();
        for (String line : lines.subList(before, lines.size())) {
            for (JsonNode turn : JSON.readTree(line).path("turnLatencies")) {
                for (String stage : STAGES) {
                    if (turn.hasNonNull(stage)) {
                        values.computeIfAbsent(stage, s -> new ArrayList<>())
                                .add(turn.get(stage).asDouble());
                    }
                }
            }
        }
        return values;
    }

    /** How often callers interrupted, all calls together. */
    int bargeIns() throws IOException {
        int bargeIns = 0;
        List<String> lines = lines();
        for (String line : lines.subList(before, lines.size())) {
            bargeIns += JSON.readTree(line).path("bargeInCount").asInt();
        }
        return bargeIns;
    }

    private List<String> lines() throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
