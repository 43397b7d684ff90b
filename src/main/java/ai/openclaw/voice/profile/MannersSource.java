package ai.openclaw.voice.profile;

import ai.openclaw.voice.call.Manners;
import java.util.Map;
import java.util.Set;

/** How calls to an extension are held, with the settings of the program below those of the files. */
public interface MannersSource {
    /** What can be set, such as {@code barge-in.enabled} and {@code phrases.greeting}. */
    Set<String> keys();

    /**
     * @param own what a file says of the extension, by these keys
     * @throws WrongSetting when a value cannot work
     */
    Manners of(String extension, Map<String, String> own);

    /** One of the values cannot work. */
    final class WrongSetting extends RuntimeException {
        private final String key;
        private final String what;
        private final String example;

        /**
         * @param key which of the {@link #keys}
         * @param what its value, and what it must be
         * @param example a value that works
         */
        public WrongSetting(String key, String what, String example) {
            super(key + ": " + what);
            this.key = key;
            this.what = what;
            this.example = example;
        }

        String key() {
            return key;
        }

        String what() {
            return what;
        }

        String example() {
            return example;
        }
    }
}
