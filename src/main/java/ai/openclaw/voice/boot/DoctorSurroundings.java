package ai.openclaw.voice.boot;

import ai.openclaw.voice.component.sip.RegistrationTrial;
import ai.openclaw.voice.component.sip.SipAccount;
import ai.openclaw.voice.component.sip.SipConfiguration;
import ai.openclaw.voice.component.stt.SttEngines;
import ai.openclaw.voice.component.tts.TtsEngines;
import ai.openclaw.voice.profile.Engines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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
    @EnableConfigurationProperties({VoiceProperties.class, SipSettings.class, RegistrarSettings.class})
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

    /** The extensions that the system would register. */
    public List<SipAccount> accounts() {
        // Which engines there are does not matter to a registration, and loading them takes a while.
        Engines none = new Engines(Set.of(), Set.of());
        return ProfileConfiguration.reader(
                        settings(),
                        context.getBean(RegistrarSettings.class),
                        new MannersByExtension(context.getEnvironment()),
                        none,
                        context.getEnvironment())
                .accounts();
    }

    /**
     * Registers them in the system's place.
     *
     * @throws IllegalStateException when its port is taken
     */
    public RegistrationTrial registrationTrial(List<SipAccount> accounts) {
        SipSettings settings = context.getBean(SipSettings.class);
        SipConfiguration sip = TelephonyConfiguration.sipConfiguration(settings(), settings, accounts);
        return new RegistrationTrial(sip, TelephonyConfiguration.tls(settings(), settings, sip));
    }

    @Override
    public void close() {
        context.close();
    }
}
