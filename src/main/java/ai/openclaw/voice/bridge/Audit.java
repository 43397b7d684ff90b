package ai.openclaw.voice.bridge;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Hands.Hand;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The record of what the brain did, or wanted to do, to calls: a JSON line each, and a meter. Without a word that was said. */
public final class Audit {
    /** Where the lines go, apart from all other logs. */
    public static final String LOGGER = "audit";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The name of a tool that there is not is the model's word, which belongs neither into a log nor into a label. */
    private static final String UNKNOWN = "unknown";

    private final MeterRegistry meters;

    public Audit(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * @param extension what was dialled
     * @param verdict {@code allowed}, {@code refused}, {@code done}, {@code dropped} or {@code failed}
     * @param reason why refused, dropped or failed; null otherwise
     */
    void write(CallId callId, String extension, HandPolicy.Verdict use, String verdict, String reason) {
        String tool = use.hand() == null ? UNKNOWN : use.hand().word();
        ObjectNode line = JSON.createObjectNode();
        line.put("time", Instant.now().toString());
        line.put("callId", callId.value());
        line.put("extension", extension);
        line.put("tool", tool);
        line.put("target", target(use));
        line.put("verdict", verdict);
        line.put("reason", reason);
        LOG.info("{}", line);
        meters.counter("voice.hands", "tool", tool, "verdict", verdict).increment();
    }

    /** Keys that are pressed may be a PIN. */
    private static String target(HandPolicy.Verdict use) {
        return use.hand() == Hand.SEND_DTMF && use.target() != null
                ? use.target().length() + " keys"
                : use.target();
    }
}
