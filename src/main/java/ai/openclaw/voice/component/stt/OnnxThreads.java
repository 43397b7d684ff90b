package ai.openclaw.voice.component.stt;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How our engines use ONNX Runtime's threads: few, and never turning in circles while they wait. */
final class OnnxThreads {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxThreads.class);

    private OnnxThreads() {}

    static OrtSession.SessionOptions options(int threads) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        // By default idle workers spin, which takes the media threads' cores away.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    static void stopOn(Cancellation cancellation, OrtSession.RunOptions run) {
        cancellation.stopWith(() -> {
            try {
                run.setTerminate(true);
            } catch (OrtException e) {
                LOG.debug("A model that nobody waits for goes on to its end", e);
            }
        });
    }

    static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            LOG.warn("A model was not freed: {}", e.getMessage());
        }
    }
}
