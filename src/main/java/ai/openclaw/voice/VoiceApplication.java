package ai.openclaw.voice;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The whole product in one JVM. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class VoiceApplication {
    public static void main(String[] args) {
        SpringApplication.run(VoiceApplication.class, args);
    }
}
