package ai.openclaw.voice;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The whole product in one JVM: which of its four responsibilities it carries is said by {@code voice.roles}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class VoiceApplication {
    public static void main(String[] args) {
        SpringApplication.run(VoiceApplication.class, args);
    }
}
