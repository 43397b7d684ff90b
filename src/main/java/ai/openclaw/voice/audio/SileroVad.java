package ai.openclaw.voice.audio;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.Set;

/**
 * Silero VAD v6 at 8000 Hz: frames of 256 samples (32 ms), each preceded by the last 32 of the one before, and a
 * recurrent state [2, 1, 128]. An {@link EnergyGate} goes before it. Buffers and tensors are made once for a stream.
 */
public final class SileroVad implements VoiceDetector {
    private static final int FRAME = 256;
    private static final int CONTEXT = 32;
    private static final int STATE = 2 * 128;
    // Both outputs go into tensors of ours; none is asked for beside them.
    private static final Set<String> NO_OTHERS = Set.of();

    private final OrtSession session;
    private final EnergyGate gate = new EnergyGate(FRAME / 8.0);
    private final FloatBuffer input = floats(CONTEXT + FRAME);
    private final FloatBuffer output = floats(1);
    private final FloatBuffer[] states = {floats(STATE), floats(STATE)};
    private final short[] previous = new short[FRAME + CONTEXT];
    private final OnnxTensor inputTensor;
    private final OnnxTensor outputTensor;
    private final OnnxTensor rateTensor;
    private final OnnxTensor[] stateTensors = new OnnxTensor[2];
    // Each run reads one state and writes the other, so the maps are made once for either direction.
    private final Map<String, OnnxTensor>[] inputs;
    private final Map<String, OnnxTensor>[] outputs;
    private int turn;
    private boolean wasOpen;

    @SuppressWarnings({"unchecked", "rawtypes"})
    public SileroVad(SileroModel model) {
        session = model.session();
        try {
            inputTensor = OnnxTensor.createTensor(model.environment(), input, new long[] {1, CONTEXT + FRAME});
            outputTensor = OnnxTensor.createTensor(model.environment(), output, new long[] {1, 1});
            LongBuffer rate =
                    ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder()).asLongBuffer();
            rate.put(0, 8000);
            rateTensor = OnnxTensor.createTensor(model.environment(), rate, new long[] {});
            for (int i = 0; i < 2; i++) {
                stateTensors[i] = OnnxTensor.createTensor(model.environment(), states[i], new long[] {2, 1, 128});
            }
        } catch (OrtException e) {
            throw new IllegalStateException("no tensors for the VAD", e);
        }
        inputs = new Map[2];
        outputs = new Map[2];
        for (int i = 0; i < 2; i++) {
            inputs[i] = Map.of("input", inputTensor, "state", stateTensors[i], "sr", rateTensor);
            outputs[i] = Map.of("output", outputTensor, "stateN", stateTensors[1 - i]);
        }
    }

    @Override
    public int frameSamples() {
        return FRAME;
    }

    @Override
    public float probability(short[] samples, int offset) {
        float probability = 0;
        if (gate.open(samples, offset, FRAME)) {
            if (!wasOpen) {
                // The word began before it was loud enough for the gate: the network hears that, too.
                forget();
                run(previous, CONTEXT);
            }
            wasOpen = true;
            System.arraycopy(previous, FRAME, previous, 0, CONTEXT);
            System.arraycopy(samples, offset, previous, CONTEXT, FRAME);
            probability = run(previous, CONTEXT);
        } else {
            wasOpen = false;
            System.arraycopy(previous, FRAME, previous, 0, CONTEXT);
            System.arraycopy(samples, offset, previous, CONTEXT, FRAME);
        }
        return probability;
    }

    /** Runs the frame at {@code offset}; the context lies before it. */
    private float run(short[] samples, int offset) {
        for (int i = 0; i < CONTEXT + FRAME; i++) {
            input.put(i, samples[offset - CONTEXT + i] / 32768f);
        }
        try (OrtSession.Result ignored = session.run(inputs[turn], NO_OTHERS, outputs[turn])) {
            turn = 1 - turn;
            return output.get(0);
        } catch (OrtException e) {
            throw new IllegalStateException("the VAD failed", e);
        }
    }

    private void forget() {
        for (int i = 0; i < STATE; i++) {
            states[turn].put(i, 0);
        }
    }

    @Override
    public void close() {
        inputTensor.close();
        outputTensor.close();
        rateTensor.close();
        stateTensors[0].close();
        stateTensors[1].close();
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
