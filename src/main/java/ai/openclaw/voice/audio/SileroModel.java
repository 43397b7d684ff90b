package ai.openclaw.voice.audio;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;

/** The Silero network, loaded once for all calls; each stream gets a {@link SileroVad} of its own. Thread-safe. */
public final class SileroModel implements AutoCloseable {
    private final OrtEnvironment environment = OnnxEnvironment.get();
    private final OrtSession session;

    /**
     * @param file {@code silero_vad_v6.onnx}
     * @throws IllegalArgumentException when it is no such model
     */
    public SileroModel(Path file) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // 0.1 ms of work gains nothing from a second thread, and threads that spin while they wait cost a core.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.inter_op.allow_spinning", "0");
            session = environment.createSession(file.toString(), options);
        } catch (OrtException e) {
            throw new IllegalArgumentException(
                    "not a model that can be loaded: " + file + " (" + e.getMessage() + ")", e);
        }
        if (!session.getInputNames().contains("state")) {
            close();
            throw new IllegalArgumentException("not a Silero VAD of version 5 or 6: " + file);
        }
    }

    OrtEnvironment environment() {
        return environment;
    }

    OrtSession session() {
        return session;
    }

    /** Close it after the last stream's {@link SileroVad}. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the VAD's session could not be closed", e);
        }
    }
}
