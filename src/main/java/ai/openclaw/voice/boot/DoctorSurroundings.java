package ai.openclaw.voice.boot;

import ai.openclaw.voice.component.stt.SttEngines;
import ai.openclaw.voice.component.tts.TtsEngines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The system's settings, and its engines when they are asked for, without the system. */
public final class DoctorSurroundings implements AutoCloseable {
    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(VoiceProperties.class)
    @Import(SpeechConfiguration.class)
    static class Parts {}

    private final ConfigurableApplicationContext context;

    private DoctorSurroundings(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Read from the same places as the system reads them.
     *
     * @param settings {@code --key=value}, which go before all others
     * @throws BadSettingException when one is wrong
     */
    public static DoctorSurroundings of(List<String> settings) {
        SpringApplication application = new SpringApplicationBuilder(Parts.class)
                .web(WebApplicationType.NONE)
                // What cannot be made is a finding of the check that wants it.
                .lazyInitialization(true)
                .properties("logging.level.root=OFF", "spring.jmx.enabled=false")
                .build();
        return new DoctorSurroundings(application.run(settings.toArray(String[]::new)));
    }

    public VoiceProperties settings() {
        return context.getBean(VoiceProperties.class);
    }

    /** What the system's operator logs in with; empty when the system has not made one yet. */
    public String adminPassword() {
        VoiceProperties.Admin admin = settings().admin();
        boolean set = admin.password() != null && !admin.password().isBlank();
        return set || Files.isReadable(Path.of(admin.passwordFile())) ? AdminPassword.of(admin) : "";
    }

    public SttEngines sttEngines() {
        return context.getBean(SttEngines.class);
    }

    public TtsEngines ttsEngines() {
        return context.getBean(TtsEngines.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
