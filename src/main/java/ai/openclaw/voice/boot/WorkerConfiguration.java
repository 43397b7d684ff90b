package ai.openclaw.voice.boot;

import ai.openclaw.voice.call.CallRecord;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.component.tts.PhraseCache;
import ai.openclaw.voice.component.tts.TtsEngines;
import ai.openclaw.voice.models.ModelStore;
import ai.openclaw.voice.ops.VoiceMeters;
import ai.openclaw.voice.profile.Profiles;
import ai.openclaw.voice.speech.MachineGreetings;
import ai.openclaw.voice.worker.Phrases;
import ai.openclaw.voice.worker.Playback;
import ai.openclaw.voice.worker.SmartTurnJudge;
import ai.openclaw.voice.worker.TurnEndJudge;
import ai.openclaw.voice.worker.VoiceSessions;
import ai.openclaw.voice.worker.WorkerFactory;
import ai.openclaw.voice.worker.WorkerObserver;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The worker and what its routes name. */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {
    /**
     * For routes that leave their errors to the route that called them. The same as {@code errorHandler: noErrorHandler} in a
     * route, except that hawtio can draw the route: an element before {@code from} makes its diagram fail.
     */
    @Bean
    NoErrorHandlerDefinition passErrorsOn() {
        return new NoErrorHandlerDefinition();
    }

    @Bean
    Phrases phrases(VoiceProperties voice) {
        return new Phrases(voice.phrases());
    }

    @Bean
    WorkerFactory workerFactory(VoiceProperties voice) {
        return new WorkerFactory(voice.maxCalls());
    }

    @Bean
    VoiceSessions voiceSessions(
            VoiceProperties voice,
            Profiles profiles,
            Phrases phrases,
            TurnEndJudge judge,
            MachineGreetings greetings,
            WorkerFactory factory,
            @Lazy ProducerTemplate template,
            List<WorkerObserver> observers) {
        return factory.create(
                profiles::of, phrases, judge, greetings, template, voice.link().commands(), observers);
    }

    @Bean
    MachineGreetings machineGreetings(VoiceProperties voice) {
        String folder = voice.outbound().machineWordsDir();
        try {
            return new MachineGreetings(voice.stt().language(), Path.of(folder));
        } catch (IllegalArgumentException e) {
            throw new BadSettingException(
                    "voice.outbound.machine-words-dir",
                    folder,
                    "holds what cannot be used: " + e.getMessage(),
                    "config/machine-words");
        }
    }

    /** By the sound of it, where the model is; by the words alone where it is not. */
    @Bean
    TurnEndJudge turnEndJudge(ModelStore models) {
        return models.find("smart-turn-v3")
                .<TurnEndJudge>map(folder -> new SmartTurnJudge(folder.resolve("smart-turn-v3.2-cpu.onnx")))
                .orElse(TurnEndJudge.NONE);
    }

    @Bean
    Playback playback(VoiceSessions sessions) {
        return new Playback(sessions);
    }

    @Bean
    WarmPhrases warmPhrases(PhraseCache cache, TtsEngines engines, Phrases phrases, Profiles profiles) {
        return new WarmPhrases(cache, engines, phrases, profiles);
    }

    @Bean
    VoiceMeters voiceMeters(MeterRegistry registry) {
        return new VoiceMeters(registry);
    }

    /** The record of a finished call leaves through a route, so that integrators can send it elsewhere, too. */
    @Bean
    WorkerObserver recordsToRoute(@Lazy ProducerTemplate template) {
        return new WorkerObserver() {
            @Override
            public void ended(CallRecord call) {
                template.sendBodyAndHeader("direct:call-record", call, VoiceHeaders.CALL_ID, call.callId());
            }
        };
    }

    @Bean
    MeterBinder activeSessions(VoiceSessions sessions) {
        return registry -> Gauge.builder("voice.sessions.active", sessions, VoiceSessions::active)
                .description("Conversations that this worker holds")
                .register(registry);
    }

    /** One registry for all breakers: Camel's own YAML option publishes no meters under Boot. */
    @Bean
    CircuitBreakerRegistry circuitBreakerRegistry() {
        return CircuitBreakerRegistry.ofDefaults();
    }

    @Bean
    MeterBinder circuitBreakerMetrics(CircuitBreakerRegistry registry) {
        return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry);
    }
}
