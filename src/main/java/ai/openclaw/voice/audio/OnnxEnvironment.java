package ai.openclaw.voice.audio;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime's environment, which all models of this process live in. The library takes it away as soon as the JVM is told to
 * stop, while calls are still being ended with a word: the next network that is run then crashes the process. So it is held once
 * more, for as long as the process lives.
 */
public final class OnnxEnvironment {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxEnvironment.class);
    private static final OrtEnvironment HELD = held();

    private OnnxEnvironment() {}

    /** Not to be closed. */
    public static OrtEnvironment get() {
        return HELD;
    }

    private static OrtEnvironment held() {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try {
            // The native one is counted, as its Java wrapper is not; a second handle is the only way to count on it.
            Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            api.setAccessible(true);
            Method again = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            again.setAccessible(true);
            again.invoke(
                    null,
                    api.getLong(null),
                    OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(),
                    OrtEnvironment.DEFAULT_NAME);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("This version of ONNX Runtime cannot be held: a stop during calls may crash the process", e);
        }
        return environment;
    }
}
