package ai.openclaw.voice.boot;

import ai.openclaw.voice.component.stt.MoonshineEngine;
import ai.openclaw.voice.component.stt.SttComponent;
import ai.openclaw.voice.component.stt.SttEngine;
import ai.openclaw.voice.component.stt.SttEngines;
import ai.openclaw.voice.component.stt.SttException;
import ai.openclaw.voice.component.stt.WhisperOnnxEngine;
import ai.openclaw.voice.component.tts.HttpTtsEngine;
import ai.openclaw.voice.component.tts.PhraseCache;
import ai.openclaw.voice.component.tts.TtsComponent;
import ai.openclaw.voice.component.tts.TtsEngineFactory;
import ai.openclaw.voice.component.tts.TtsEngines;
import ai.openclaw.voice.component.tts.TtsException;
import ai.openclaw.voice.models.ModelCatalogue;
import ai.openclaw.voice.models.ModelStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Ears and mouth: which engines there are, and which of them serve. */
@Configuration(proxyBeanMethods = false)
class SpeechConfiguration {
    @Bean
    ModelStore modelStore(VoiceProperties voice) {
        return new ModelStore(Path.of(voice.models().dir()), ModelCatalogue.standard());
    }

    @Bean
    SttEngines sttEngines(VoiceProperties voice, ModelStore models) throws SttException {
        List<SttEngine> engines = new ArrayList<>();
        if (models.find("moonshine-tiny-en").isPresent()) {
            engines.add(new MoonshineEngine(models.find("moonshine-tiny-en").get()));
        }
        if (models.find("whisper-tiny.en").isPresent()) {
            engines.add(
                    new WhisperOnnxEngine(models.find("whisper-tiny.en").get().resolve("model_int8.onnx")));
        }
        return new SttEngines(
                engines, engines.get(0).name(), engines.get(engines.size() - 1).name());
    }

    @Bean("stt-component")
    SttComponent stt(VoiceProperties voice, SttEngines engines) {
        SttComponent component = new SttComponent();
        component.getConfiguration().setLanguage(voice.stt().language());
        component.setEngines(engines);
        return component;
    }

    @Bean
    TtsEngines ttsEngines(VoiceProperties voice) throws TtsException {
        return TtsEngineFactory.build(new TtsEngineFactory.Settings(
                Path.of(voice.models().dir()),
                auto(voice.tts().primary()),
                auto(voice.tts().fallback()),
                Runtime.getRuntime().availableProcessors(),
                http(voice.tts())));
    }

    @Bean
    PhraseCache phraseCache() {
        return new PhraseCache(PhraseCache.DEFAULT_MAX_BYTES);
    }

    @Bean("tts-component")
    TtsComponent tts(TtsEngines engines, PhraseCache cache) {
        TtsComponent component = new TtsComponent();
        component.setEngines(engines);
        component.setPhraseCache(cache);
        return component;
    }

    private static HttpTtsEngine.Settings http(VoiceProperties.Tts tts) {
        return null;
    }

    private static String auto(String name) {
        return "auto".equals(name) ? null : name;
    }
}
