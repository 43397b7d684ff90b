package ai.openclaw.voice.boot;

import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.component.stt.SttEngines;
import ai.openclaw.voice.component.tts.TtsEngines;
import ai.openclaw.voice.profile.AccountDefaults;
import ai.openclaw.voice.profile.Engines;
import ai.openclaw.voice.profile.FileWatch;
import ai.openclaw.voice.profile.ProfileReader;
import ai.openclaw.voice.profile.Profiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;

/** What is particular to each extension. */
@Configuration(proxyBeanMethods = false)
class ProfileConfiguration {
    @Bean
    MannersByExtension mannersByExtension(Environment environment) {
        return new MannersByExtension(environment);
    }

    @Bean
    ProfileReader profileReader(
            VoiceProperties voice,
            RegistrarSettings registrar,
            MannersByExtension manners,
            SttEngines stt,
            TtsEngines tts,
            ConfigurableEnvironment environment) {
        return reader(voice, registrar, manners, new Engines(new TreeSet<>(stt.names()), tts.names()), environment);
    }

    static ProfileReader reader(
            VoiceProperties voice,
            RegistrarSettings registrar,
            MannersByExtension manners,
            Engines engines,
            ConfigurableEnvironment environment) {
        return new ProfileReader(
                Path.of(voice.extensionsFile()),
                Path.of(voice.devicesFile()),
                manners,
                engines,
                new AccountDefaults(
                        registrar.registrar(),
                        registrar.domain(),
                        registrar.proxy(),
                        registrar.transport(),
                        new Variables(environment)));
    }

    @Bean
    Profiles profiles(ProfileReader reader, MannersByExtension manners, Environment environment) {
        return new Profiles(
                reader,
                extension -> Profile.of(extension, manners.apply(extension)),
                listed(environment, "voice.canary.v2-extensions"),
                listed(environment, "voice.canary.v1-extensions"));
    }

    @Bean
    FileWatch profileFiles(Profiles profiles, ProfileReader reader) {
        return new FileWatch(profiles, reader);
    }

    private static List<String> listed(Environment environment, String key) {
        return Stream.of(environment.getProperty(key, "").split(","))
                .map(String::strip)
                .filter(extension -> !extension.isEmpty())
                .toList();
    }

    /** The environment, and what stands behind the command in its place. */
    private record Variables(ConfigurableEnvironment environment) implements AccountDefaults.Variables {
        @Override
        public Set<String> names() {
            Set<String> names = new TreeSet<>();
            environment.getPropertySources().forEach(source -> {
                if (source instanceof EnumerablePropertySource<?> named) {
                    names.addAll(List.of(named.getPropertyNames()));
                }
            });
            return names;
        }

        @Override
        public String get(String name) {
            return environment.getProperty(name);
        }
    }
}
