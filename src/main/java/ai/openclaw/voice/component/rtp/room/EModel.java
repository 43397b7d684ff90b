package ai.openclaw.voice.component.rtp.room;

/**
 * How people would judge a connection, estimated from what the network did to it: the E-model of ITU-T G.107, with its
 * default values for all that is not known, which leaves delay and loss.
 */
final class EModel {
    // The rating of a narrowband connection without delay and loss; a wideband codec is judged on the same scale, so
    // that calls can be compared.
    private static final double BEST = 93.2;
    // The delay from which on people begin to talk at the same time, ms.
    private static final double NOTICED_MS = 177.3;

    private EModel() {}

    /**
     * The mean opinion score, 1 (bad) to 4.5.
     *
     * @param delayMs one way, from mouth to ear, ms
     * @param lossPercent packets lost at random, 0 to 100
     * @param robustness the codec's Bpl
     */
    static double opinion(double delayMs, double lossPercent, double robustness) {
        double delay = 0.024 * delayMs + 0.11 * Math.max(0, delayMs - NOTICED_MS);
        // Ie,eff of section 3.5 for a codec whose own impairment is nought.
        double loss = 95 * lossPercent / (lossPercent + robustness);
        double rating = BEST - delay - loss;
        if (rating <= 0) {
            return 1;
        }
        // Annex B.
        double score = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
        return Math.max(1, Math.round(score * 100) / 100.0);
    }
}
