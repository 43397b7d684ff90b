package ai.openclaw.voice.worker;

import ai.openclaw.voice.audio.SmartTurn;
import ai.openclaw.voice.call.Pcm;
import java.nio.file.Path;
import java.util.function.DoubleConsumer;

/** Smart Turn judges. */
public final class SmartTurnJudge implements TurnEndJudge, AutoCloseable {
    private final SmartTurn model;

    /** @param file {@code smart-turn-v3.2-cpu.onnx} */
    public SmartTurnJudge(Path file) {
        model = new SmartTurn(file);
    }

    @Override
    public void judge(Pcm sound, DoubleConsumer verdict) {
        model.judge(sound).thenAccept(finished -> finished.ifPresent(verdict));
    }

    @Override
    public void close() {
        model.close();
    }
}
