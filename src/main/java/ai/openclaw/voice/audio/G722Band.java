package ai.openclaw.voice.audio;

/**
 * One of the two sub-bands of G.722: the predictor of its next sample, and the step size. Coder and decoder adapt theirs
 * alike, from the code words alone. Names and order are those of ITU-T G.722, section 6.2.
 */
final class G722Band {
    private static final int ORDER = 6;
    // Table 15: the mantissas of the step size's logarithm.
    private static final int[] STEPS = {
        2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
        2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008
    };

    private final int largestLog;
    private final int exponent;
    private int stepLog;
    /** The step size. */
    int step;
    /** What the next sample is expected to be. */
    int predicted;

    private int zeroes;
    // Two poles, six zeroes, and what they weigh; the youngest first.
    private int pole1;
    private int pole2;
    private int rebuilt1;
    private int partly1;
    private int partly2;
    private final int[] weight = new int[ORDER];
    private final int[] difference = new int[ORDER];

    private G722Band(int step, int largestLog, int exponent) {
        this.step = step;
        this.largestLog = largestLog;
        this.exponent = exponent;
    }

    /** 0 to 4000 Hz, six bits a sample. */
    static G722Band low() {
        return new G722Band(32, 18_432, 8);
    }

    /** 4000 to 8000 Hz, two bits a sample. */
    static G722Band high() {
        return new G722Band(8, 22_528, 10);
    }

    /** Adapts the step size (blocks LOGSCL and SCALEL, LOGSCH and SCALEH). */
    void rescale(int change) {
        stepLog = Math.max(0, Math.min(largestLog, (stepLog * 127 >> 7) + change));
        int mantissa = STEPS[stepLog >> 6 & 31];
        int shift = exponent - (stepLog >> 11);
        step = (shift < 0 ? mantissa << -shift : mantissa >> shift) << 2;
    }

    /** Adapts the predictor (block 4), by the quantised difference between a sample and what was expected. */
    void adapt(int d) {
        int rebuilt = saturate(predicted + d);
        int partly = saturate(zeroes + d);
        adaptPoles(partly);
        adaptZeroes(d);
        partly2 = partly1;
        partly1 = partly;
        int poles = (pole1 * saturate(2 * rebuilt) >> 15) + (pole2 * saturate(2 * rebuilt1) >> 15);
        rebuilt1 = rebuilt;
        int sum = 0;
        for (int i = ORDER - 1; i >= 0; i--) {
            sum += weight[i] * saturate(2 * difference[i]) >> 15;
        }
        zeroes = saturate(sum);
        predicted = saturate(saturate(poles) + zeroes);
    }

    private void adaptPoles(int partly) {
        // UPPOL2
        boolean like1 = partly >> 15 == partly1 >> 15;
        boolean like2 = partly >> 15 == partly2 >> 15;
        int quadruple = saturate(pole1 << 2);
        int turned = Math.min(like1 ? -quadruple : quadruple, 32_767);
        int second = (like2 ? 128 : -128) + (turned >> 7) + (pole2 * 32_512 >> 15);
        second = Math.max(-12_288, Math.min(12_288, second));
        // UPPOL1
        int first = saturate((like1 ? 192 : -192) + (pole1 * 32_640 >> 15));
        int bound = saturate(15_360 - second);
        pole1 = Math.max(-bound, Math.min(bound, first));
        pole2 = second;
    }

    private void adaptZeroes(int d) {
        // UPZERO
        int nudge = d == 0 ? 0 : 128;
        for (int i = 0; i < ORDER; i++) {
            int towards = difference[i] >> 15 == d >> 15 ? nudge : -nudge;
            weight[i] = saturate(towards + (weight[i] * 32_640 >> 15));
        }
        System.arraycopy(difference, 0, difference, 1, ORDER - 1);
        difference[0] = d;
    }

    static int saturate(int value) {
        return Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
    }
}
