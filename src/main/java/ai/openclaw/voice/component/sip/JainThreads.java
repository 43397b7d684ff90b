package ai.openclaw.voice.component.sip;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The group of JAIN SIP's threads. A TCP connection's parser thread dies of some hostile input, which is right for that
 * connection; without the group its stack trace would go to the console, as often as a stranger likes.
 */
final class JainThreads extends ThreadGroup {
    private static final Logger LOG = LoggerFactory.getLogger(JainThreads.class);

    private JainThreads() {
        super("sip");
    }

    /** Runs {@code work} so that all threads that come of it, however late, are in the group. */
    static void run(Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        new Thread(new JainThreads(), () -> {
                    try {
                        work.run();
                        done.complete(null);
                    } catch (RuntimeException | Error e) {
                        done.completeExceptionally(e);
                    }
                })
                .start();
        try {
            done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable e) {
        LOG.debug("{} ended", thread.getName(), e);
    }
}
