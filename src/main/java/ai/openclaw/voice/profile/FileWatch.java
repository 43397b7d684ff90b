package ai.openclaw.voice.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the extensions anew when one of their files has changed, and has then been left alone for a moment. */
public final class FileWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
    /** A mounted folder tells no changes, so we look. A change is in force after two or three looks, ms. */
    private static final int EVERY_MS = 1000;

    private final Profiles profiles;
    private final ProfileReader reader;
    private final ScheduledExecutorService thread;
    /** What each file was like when it was read. */
    private Map<Path, String> known;

    private Map<Path, String> last;

    public FileWatch(Profiles profiles, ProfileReader reader) {
        this.profiles = profiles;
        this.reader = reader;
        known = stamps();
        last = known;
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread watch = new Thread(task, "voice-extensions");
            watch.setDaemon(true);
            return watch;
        });
        thread.scheduleWithFixedDelay(this::look, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Map<Path, String> now = stamps();
            boolean atRest = now.equals(last); // nobody is in the middle of writing it
            last = now;
            if (atRest && !now.equals(known)) {
                known = now;
                profiles.reload();
            }
        } catch (WrongProfileException e) {
            LOG.debug("The extensions could not be read anew", e); // said already
        } catch (RuntimeException e) {
            LOG.error("The extensions could not be read anew", e);
        }
    }

    private Map<Path, String> stamps() {
        Map<Path, String> stamps = new TreeMap<>();
        for (Path file : reader.watched()) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                stamps.put(file, attributes.lastModifiedTime() + " " + attributes.size());
            } catch (IOException e) {
                stamps.put(file, "not there");
            }
        }
        return stamps;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
