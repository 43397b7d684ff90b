package ai.openclaw.voice.testkit;

import ai.openclaw.voice.call.Manners;
import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.profile.AccountDefaults;
import ai.openclaw.voice.profile.Engines;
import ai.openclaw.voice.profile.MannersSource;
import ai.openclaw.voice.profile.ProfileReader;
import ai.openclaw.voice.profile.Profiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Extensions as the lists of the settings have them, or as a file has them that the test names. */
final class SimulatedProfiles {
    private static final AccountDefaults.Variables NO_VARIABLES = new AccountDefaults.Variables() {
        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public String get(String name) {
            return null;
        }
    };
    private static final MannersSource SAME_FOR_ALL = new MannersSource() {
        @Override
        public Set<String> keys() {
            return Set.of();
        }

        @Override
        public Manners of(String extension, Map<String, String> own) {
            return Manners.DEFAULT;
        }
    };

    private SimulatedProfiles() {}

    static Profiles of(Properties settings) {
        ProfileReader reader = new ProfileReader(
                Path.of(settings.getProperty("voice.extensions-file", "no such file")),
                Path.of("no such file"),
                SAME_FOR_ALL,
                new Engines(Set.of(), Set.of()),
                new AccountDefaults(null, null, null, "udp", NO_VARIABLES));
        return new Profiles(
                reader,
                extension -> Profile.of(extension, Manners.DEFAULT),
                List.of(settings.getProperty("voice.canary.v2-extensions").split(",")),
                List.of(settings.getProperty("voice.canary.v1-extensions").split(",")));
    }
}
