package ai.openclaw.voice.boot;

import ai.openclaw.voice.component.openclaw.ClauseCutter;
import ai.openclaw.voice.component.openclaw.Dialect;
import ai.openclaw.voice.component.openclaw.OpenClawComponent;
import ai.openclaw.voice.component.openclaw.OpenClawConfiguration;
import ai.openclaw.voice.demo.brain.DemoBrain;
import ai.openclaw.voice.demo.brain.DemoBrainOptions;
import ai.openclaw.voice.speech.ClauseSplitter;
import ai.openclaw.voice.speech.SpokenText;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bridge to OpenClaw; and the demo brain in its place, when no gateway is configured. */
@Configuration(proxyBeanMethods = false)
class BrainConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(BrainConfiguration.class);

    @Bean
    @ConditionalOnExpression("'${voice.openclaw.url:}'.isBlank()")
    DemoBrain demoBrain(VoiceProperties voice) {
        int port = voice.demoBrain().port();
        try {
            DemoBrain brain = DemoBrain.start(
                    port,
                    DemoBrainOptions.defaults()
                            .withAgents() // any: extensions have their own
                            .withFirstTokenMs(voice.demoBrain().firstTokenMs()));
            LOG.warn(
                    "voice.openclaw.url is not set: the DEMO BRAIN answers on {}. It knows small talk and opening hours",
                    brain.baseUrl());
            return brain;
        } catch (UncheckedIOException e) {
            throw new BadSettingException(
                    "voice.demo-brain.port", port, "is in use by another program", String.valueOf(port + 1));
        }
    }

    @Bean("openclaw-component")
    OpenClawComponent openClaw(VoiceProperties voice, ObjectProvider<DemoBrain> demoBrain) {
        VoiceProperties.OpenClaw settings = voice.openclaw();
        OpenClawConfiguration configuration = new OpenClawConfiguration();
        configuration.setBaseUrl(
                settings.isConfigured() ? settings.url() : demoBrain.getObject().baseUrl());
        configuration.setDialect(Dialect.valueOf(settings.dialect()));
        configuration.setToken(settings.token());
        if (settings.persona() != null && !settings.persona().isBlank()) {
            configuration.setPersona(settings.persona());
        }
        configuration.setFirstTokenTimeoutMs(settings.firstTokenTimeoutMs());
        configuration.setWarmUp(settings.warmUp());
        return new OpenClawComponent(configuration, Clauses::new, SpokenText::of);
    }

    /** Our clause splitter, behind the face that {@code openclaw:} knows. */
    private static final class Clauses implements ClauseCutter {
        private final ClauseSplitter splitter = new ClauseSplitter();

        @Override
        public List<String> feed(String text) {
            return splitter.feed(text);
        }

        @Override
        public List<String> flush() {
            return splitter.flush();
        }
    }
}
