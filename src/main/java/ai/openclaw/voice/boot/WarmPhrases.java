package ai.openclaw.voice.boot;

import ai.openclaw.voice.call.Manners;
import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.component.tts.PhraseCache;
import ai.openclaw.voice.component.tts.TtsEngine;
import ai.openclaw.voice.component.tts.TtsEngines;
import ai.openclaw.voice.profile.ProfileSet;
import ai.openclaw.voice.profile.Profiles;
import ai.openclaw.voice.worker.Phrases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Makes the phrases' sound beforehand, in each voice that will say them, so that picking up is answered by the greeting and
 * not by its making.
 */
final class WarmPhrases implements ApplicationListener<ApplicationReadyEvent>, AutoCloseable {
    private final PhraseCache cache;
    private final TtsEngines engines;
    private final Phrases phrases;
    private final Profiles profiles;
    private boolean closed;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread warmer = new Thread(task, "voice-warm-phrases");
        warmer.setDaemon(true);
        return warmer;
    });

    WarmPhrases(PhraseCache cache, TtsEngines engines, Phrases phrases, Profiles profiles) {
        this.cache = cache;
        this.engines = engines;
        this.phrases = phrases;
        this.profiles = profiles;
    }

    /** At the start it is waited for; later, callers who come meanwhile hear the phrases all the same, as they are made. */
    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        warm(engines.primary(), phrases.all(), null);
        warm(profiles.inForce());
        profiles.onChange(set -> thread.execute(() -> warm(set)));
    }

    /** One by one, so that a stop need not wait for all: no engine may be closed while it speaks. */
    private void warm(TtsEngine engine, Collection<Speakable> said, String voice) {
        for (Speakable phrase : said) {
            synchronized (this) {
                if (!closed) {
                    cache.warm(engine, List.of(phrase), voice);
                }
            }
        }
    }

    private void warm(ProfileSet set) {
        set.profiles().values().forEach(this::warm);
    }

    private void warm(Profile profile) {
        TtsEngine engine = engines.get(TtsEngines.PRIMARY, profile.tts());
        Manners manners = profile.manners();
        List<Speakable> said =
                new ArrayList<>(Stream.of(manners.greeting(), manners.thinking(), manners.transferFailed())
                        .filter(Objects::nonNull)
                        .toList());
        if (profile.tts() != null || profile.voice() != null) {
            said.addAll(phrases.all());
        }
        warm(engine, said, profile.voice());
    }

    @Override
    public synchronized void close() {
        closed = true;
        thread.shutdown();
    }
}
