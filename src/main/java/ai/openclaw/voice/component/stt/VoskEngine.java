package ai.openclaw.voice.component.stt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.vosk.LibVosk;
import org.vosk.LogLevel;
import org.vosk.Model;
import org.vosk.Recognizer;

/** Vosk (Kaldi): hears while the caller speaks, so its transcript is there a few milliseconds after the end. */
public final class VoskEngine implements SttEngine {
    /** How long {@code begin} waits for one of the utterances at work to end, in ms. */
    private static final long PATIENCE_MS = 2000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final String languages;
    private final Model model;
    private final Semaphore room;
    /** Native memory is freed only when nobody is in it. */
    private final ReadWriteLock inUse = new ReentrantReadWriteLock();

    private boolean closed;

    /** Room for 64 utterances at once: a stream each, of about 30 MB, costing a tenth of a core while it is fed. */
    public VoskEngine(Path folder, String languages) throws SttException {
        this("vosk", folder, languages, 64);
    }

    /**
     * @param languages the prefix of the BCP 47 tags that the model knows, for example {@code en}
     * @param concurrency how many utterances are heard at once
     * @throws SttException when the folder holds no model
     */
    public VoskEngine(String name, Path folder, String languages, int concurrency) throws SttException {
        this.name = name;
        this.languages = languages;
        room = new Semaphore(concurrency, true);
        // libvosk ends the whole process on some broken models, so look before it does.
        if (!Files.isRegularFile(folder.resolve("am/final.mdl"))
                || !Files.isRegularFile(folder.resolve("conf/model.conf"))) {
            throw new SttException(folder + " holds no Vosk model: am/final.mdl or conf/model.conf is missing");
        }
        try {
            LibVosk.setLogLevel(LogLevel.WARNINGS);
            model = new Model(folder.toString());
        } catch (IOException | UnsatisfiedLinkError e) {
            throw new SttException("Vosk's model " + folder + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public VoskRecognition begin(String language) throws SttException {
        if (language != null && !language.toLowerCase(Locale.ROOT).startsWith(languages)) {
            throw new SttException(name + " hears '" + languages + "', not '" + language + "'");
        }
        try {
            if (!room.tryAcquire(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                throw new SttException(name + " is full: no utterance ended within " + PATIENCE_MS + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SttException(name + " was interrupted", e);
        }
        return new VoskRecognition();
    }

    @Override
    public void close() {
        inUse.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                model.close();
            }
        } finally {
            inUse.writeLock().unlock();
        }
    }

    /** One utterance, heard as it comes. */
    public final class VoskRecognition implements Recognition {
        private Recognizer recognizer;
        private int rate;
        private boolean open = true;
        private final StringBuilder said = new StringBuilder();

        @Override
        public void accept(short[] samples, int sampleRateHz) throws SttException {
            inUse.readLock().lock();
            try {
                begin(sampleRateHz);
                if (recognizer.acceptWaveForm(samples, samples.length)) {
                    add(field(recognizer.getResult(), "text"));
                }
            } finally {
                inUse.readLock().unlock();
            }
        }

        private void begin(int sampleRateHz) throws SttException {
            if (closed || !open) {
                throw new SttException(name + " is closed");
            }
            if (recognizer == null) {
                try {
                    recognizer = new Recognizer(model, sampleRateHz);
                    rate = sampleRateHz;
                } catch (IOException e) {
                    throw new SttException(name + " takes no more utterances", e);
                }
            } else if (rate != sampleRateHz) {
                throw new SttException("an utterance changed from " + rate + " Hz to " + sampleRateHz + " Hz");
            }
        }

        @Override
        public String partial() throws SttException {
            inUse.readLock().lock();
            try {
                if (recognizer == null || closed) {
                    return said.toString();
                }
                String more = field(recognizer.getPartialResult(), "partial");
                return said.isEmpty() ? more : more.isEmpty() ? said.toString() : said + " " + more;
            } finally {
                inUse.readLock().unlock();
            }
        }

        /** The silence that made the pause has flushed the last word out, so what is understood by now is all. */
        @Override
        public void pause(Consumer<String> guessed) {
            String words;
            try {
                words = partial();
            } catch (SttException e) {
                return; // A guess is a courtesy; finish() will say what is wrong.
            }
            guessed.accept(words);
        }

        @Override
        public String finish() throws SttException {
            inUse.readLock().lock();
            try {
                if (closed) {
                    throw new SttException(name + " is closed");
                }
                if (recognizer != null) {
                    add(field(recognizer.getFinalResult(), "text"));
                }
                return said.toString();
            } finally {
                inUse.readLock().unlock();
            }
        }

        private void add(String text) {
            if (!text.isEmpty()) {
                said.append(said.isEmpty() ? "" : " ").append(text);
            }
        }

        private String field(String json, String field) throws SttException {
            try {
                return Invented.noteless(JSON.readTree(json).path(field).asText(""));
            } catch (JsonProcessingException e) {
                throw new SttException(name + " gave no JSON", e);
            }
        }

        @Override
        public void close() {
            if (!open) {
                return;
            }
            open = false;
            inUse.readLock().lock();
            try {
                if (recognizer != null) {
                    recognizer.close();
                    recognizer = null;
                }
            } finally {
                inUse.readLock().unlock();
                room.release();
            }
        }
    }
}
