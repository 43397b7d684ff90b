package ai.openclaw.voice.component.stt;

import ai.openclaw.voice.call.Utterance;
import ai.openclaw.voice.call.Utterance.Supposition;
import java.util.function.BooleanSupplier;

/** Gives a recogniser what the caller says, as it is said, and tells the utterance what the recogniser supposes. */
final class Follower {
    private final Utterance utterance;
    private final SttEngine.Recognition recognition;
    private final SameRate sameRate = new SameRate();
    private int pauses;
    private String understood = "";

    Follower(Utterance utterance, SttEngine.Recognition recognition) {
        this.utterance = utterance;
        this.recognition = recognition;
    }

    /**
     * Returns when the transcript is due.
     *
     * @param wanted asked before each step
     * @return false when nobody wants the transcript any more
     */
    boolean follow(BooleanSupplier wanted) throws SttException, InterruptedException {
        for (int i = 0; wanted.getAsBoolean(); i++) {
            Utterance.Step step = utterance.await(i);
            switch (step.kind()) {
                case AUDIO -> {
                    short[] samples = sameRate.samples(step.audio());
                    recognition.accept(samples, sameRate.rateHz());
                    supposeInPart();
                }
                case PAUSE -> {
                    int pause = ++pauses;
                    recognition.pause(words -> utterance.suppose(new Supposition(words, true, pause)));
                }
                case RESUMED -> recognition.resume();
                case PRESUMED, COMMITTED -> {
                    return true;
                }
                case ABANDONED -> {
                    return false;
                }
            }
        }
        return false;
    }

    private void supposeInPart() throws SttException {
        String words = recognition.partial();
        if (words != null && !words.equals(understood)) {
            understood = words;
            utterance.suppose(new Supposition(words, false, pauses));
        }
    }
}
