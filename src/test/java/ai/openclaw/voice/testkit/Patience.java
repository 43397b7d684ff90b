package ai.openclaw.voice.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** How long tests wait for what must come, unless they say otherwise. Found by JUnit by itself. */
public final class Patience implements BeforeAllCallback {
    /** Awaitility's own 10 s are too few for a machine that does several other things. */
    private static final Duration FOR_WHAT_MUST_COME = Duration.ofSeconds(40);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(FOR_WHAT_MUST_COME);
    }
}
