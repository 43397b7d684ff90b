package ai.openclaw.voice.boot;

import ai.openclaw.voice.component.stt.HttpSttEngine;
import ai.openclaw.voice.component.stt.SttComponent;
import ai.openclaw.voice.component.stt.SttEngine;
import ai.openclaw.voice.component.stt.SttEngines;
import ai.openclaw.voice.component.stt.SttModels;
import ai.openclaw.voice.component.tts.HttpTtsEngine;
import ai.openclaw.voice.component.tts.PhraseCache;
import ai.openclaw.voice.component.tts.TtsComponent;
import ai.openclaw.voice.component.tts.TtsEngineFactory;
import ai.openclaw.voice.component.tts.TtsEngines;
import ai.openclaw.voice.component.tts.TtsException;
import ai.openclaw.voice.models.ModelCatalogue;
import ai.openclaw.voice.models.ModelStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Ears and mouth: which engines there are, and which of them serve. */
@Configuration(proxyBeanMethods = false)
class SpeechConfiguration {
    /** Longer than any transcript of an utterance takes on one slow core, and the end of a caller's patience. */
    private static final Duration STT_DEADLINE = Duration.ofSeconds(10);

    @Bean
    ModelStore modelStore(VoiceProperties voice) {
        return new ModelStore(Path.of(voice.models().dir()), ModelCatalogue.standard());
    }

    @Bean
    SttEngines sttEngines(VoiceProperties voice) {
        VoiceProperties.Stt stt = voice.stt();
        List<SttEngine> engines = new ArrayList<>();
        if (isSet(stt.url())) {
            URI base = URI.create(stt.url().replaceFirst("/v1/?$", ""));
            engines.add(new HttpSttEngine("http", base, stt.apiKey(), orElse(stt.model(), "whisper-1"), STT_DEADLINE));
        }
        engines.addAll(SttModels.load(
                Path.of(voice.models().dir()), Runtime.getRuntime().availableProcessors(), STT_DEADLINE, true));
        if (engines.isEmpty()) {
            throw new BadSettingException(
                    "voice.models.dir",
                    voice.models().dir(),
                    "holds no model to hear with: run ./voice models, or set voice.stt.url",
                    "models");
        }
        List<String> names = engines.stream().map(SttEngine::name).toList();
        return new SttEngines(
                engines,
                named("voice.stt.primary", stt.primary(), names),
                named("voice.stt.fallback", stt.fallback(), names));
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
        VoiceProperties.Tts tts = voice.tts();
        HttpTtsEngine.Settings http = isSet(tts.url())
                ? HttpTtsEngine.Settings.of(URI.create(tts.url()), tts.apiKey(), tts.model(), tts.voice())
                : null;
        try {
            return TtsEngineFactory.build(new TtsEngineFactory.Settings(
                    Path.of(voice.models().dir()),
                    auto(tts.primary()),
                    auto(tts.fallback()),
                    Runtime.getRuntime().availableProcessors(),
                    http));
        } catch (IllegalArgumentException e) {
            boolean second = auto(tts.fallback()) != null && e.getMessage().contains(tts.fallback());
            throw new BadSettingException(
                    second ? "voice.tts.fallback" : "voice.tts.primary",
                    second ? tts.fallback() : tts.primary(),
                    "is no engine that is there (" + e.getMessage() + ")",
                    "auto");
        }
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

    /** @return null for {@code auto}: the best there is */
    private static String named(String key, String name, List<String> there) {
        if (auto(name) != null && !there.contains(name)) {
            throw new BadSettingException(key, name, "is no engine that is there (there are " + there + ")", "auto");
        }
        return auto(name);
    }

    private static String auto(String name) {
        return "auto".equals(name) ? null : name;
    }

    private static boolean isSet(String value) {
        return value != null && !value.isBlank();
    }

    private static String orElse(String value, String other) {
        return isSet(value) ? value : other;
    }
}
