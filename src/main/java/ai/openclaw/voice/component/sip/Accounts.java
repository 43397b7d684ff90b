package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.component.sip.register.RegistrationClock;
import ai.openclaw.voice.component.sip.register.RegistrationRules;
import ai.openclaw.voice.component.sip.register.RegistrationStatus;
import ai.openclaw.voice.component.sip.register.Registrations;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The extensions that are ours, and their registrations from the start of the stack to its stop. */
final class Accounts {
    /** So many exchanges may keep us waiting, for their name or their connection, before others do. */
    private static final int THREADS = 4;

    private volatile List<SipAccount> accounts = List.of();
    private ScheduledThreadPoolExecutor threads;
    private volatile Registrations registrations;
    private boolean begun;

    /** @throws IllegalArgumentException when an account is named twice */
    synchronized void set(List<SipAccount> wanted) {
        long distinct = wanted.stream().map(SipAccount::extension).distinct().count();
        if (distinct != wanted.size()) {
            throw new IllegalArgumentException("an extension is named twice among " + wanted);
        }
        accounts = List.copyOf(wanted);
        if (begun) {
            registrations.set(accounts);
        }
    }

    List<SipAccount> all() {
        return accounts;
    }

    Optional<SipAccount> of(String extension) {
        return accounts.stream()
                .filter(account -> account.extension().equals(extension))
                .findFirst();
    }

    /** The stack listens. Nothing is registered before {@link #begin}, or calls would come that nobody can take. */
    synchronized void start(SipRegistrar registrar, int checkSeconds) {
        AtomicInteger number = new AtomicInteger();
        threads = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "sip-registration-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        // Most deadlines are cancelled; without this each would stay in memory until it was due.
        threads.setRemoveOnCancelPolicy(true);
        registrations = new Registrations(
                registrar, new Clock(threads), RegistrationRules.checkingEvery(checkSeconds), new SplittableRandom());
    }

    synchronized void begin() {
        if (registrations != null && !begun) {
            begun = true;
            registrations.set(accounts);
        }
    }

    /** Takes the registrations back, and waits {@code ms} at the most for the exchanges. */
    synchronized void end(long ms) {
        if (begun) {
            begun = false;
            registrations.stop(ms);
        }
    }

    synchronized void stop() {
        if (threads != null) {
            threads.shutdownNow();
            threads = null;
            registrations = null;
        }
    }

    /** The connection by which the extension's calls would come is gone. */
    void lost(String extension) {
        Registrations current = registrations;
        if (current != null) {
            current.lost(extension);
        }
    }

    List<RegistrationStatus> statuses() {
        Registrations current = registrations;
        return current == null ? List.of() : current.statuses();
    }

    private record Clock(ScheduledThreadPoolExecutor threads) implements RegistrationClock {
        @Override
        public long now() {
            return System.currentTimeMillis();
        }

        @Override
        public Future<?> after(long ms, Runnable task) {
            try {
                return threads.schedule(task, ms, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                return CompletableFuture.completedFuture(null);
            }
        }
    }
}
