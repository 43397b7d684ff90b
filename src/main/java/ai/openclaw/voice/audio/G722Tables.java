package ai.openclaw.voice.audio;

/** The quantisers and the filter of ITU-T G.722: tables 4, 8 to 14 and 17 to 20, by the names that they have there. */
final class G722Tables {
    /** The quadrature mirror filter's first half; the second is the same backwards. */
    static final int[] QMF = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};

    /** How much the low band's step size changes by the four upper bits of a code word. */
    static final int[] LOW_CHANGE = new int[16];

    /** Decision levels of the low band's coder. */
    static final int[] Q6 = {
        0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023, 1121, 1219,
        1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919
    };

    static final int[] QM4 = {
        0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584, 1200, 0
    };

    static final int[] QM6 = {
        -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232, -9360, -8576,
        -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360, -1040,
        -728, 24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456,
        4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136
    };

    static final int[] QM2 = {-7408, -1616, 7408, 1616};

    /** How much the high band's step size changes by its code word. */
    static final int[] HIGH_CHANGE = {798, -214, 798, -214};

    static {
        int[] wl = {-60, -30, 58, 172, 334, 538, 1198, 3042};
        int[] rl42 = {0, 7, 6, 5, 4, 3, 2, 1, 7, 6, 5, 4, 3, 2, 1, 0};
        for (int i = 0; i < rl42.length; i++) {
            LOW_CHANGE[i] = wl[rl42[i]];
        }
    }

    private G722Tables() {}

    /** The code word of the low band for a level 1 to 30: ILN and ILP. */
    static int lowCode(int level, boolean negative) {
        if (negative) {
            return level < 3 ? 64 - level : 34 - level;
        }
        return 62 - level;
    }
}
