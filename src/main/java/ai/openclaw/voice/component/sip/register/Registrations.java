package ai.openclaw.voice.component.sip.register;

import ai.openclaw.voice.component.sip.SipAccount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/** The registrations of all our extensions. */
public final class Registrations {
    private final Registrar registrar;
    private final RegistrationClock clock;
    private final RegistrationRules rules;
    private final RandomGenerator random;
    private final Map<String, Registration> all = new LinkedHashMap<>();

    public Registrations(
            Registrar registrar, RegistrationClock clock, RegistrationRules rules, RandomGenerator random) {
        this.registrar = registrar;
        this.clock = clock;
        this.rules = rules;
        this.random = random;
    }

    /** Registers what is new, takes back what is gone, does again what has changed, and leaves the rest alone. */
    public synchronized void set(List<SipAccount> accounts) {
        Map<String, SipAccount> wanted = new LinkedHashMap<>();
        accounts.forEach(account -> wanted.put(account.extension(), account));
        for (Registration old : List.copyOf(all.values())) {
            SipAccount next = wanted.get(old.account().extension());
            if (old.account().equals(next)) {
                continue;
            }
            all.remove(old.account().extension());
            if (next != null && isSameBinding(old.account(), next)) {
                // To take it back now could overtake the new one, and then nobody would be registered.
                old.abandon();
            } else {
                old.stop();
            }
        }
        for (SipAccount account : wanted.values()) {
            if (!all.containsKey(account.extension())) {
                Registration registration = new Registration(account, registrar, clock, rules, random);
                all.put(account.extension(), registration);
                registration.start();
            }
        }
    }

    private static boolean isSameBinding(SipAccount one, SipAccount other) {
        return one.domain().equals(other.domain())
                && one.transport().equals(other.transport())
                && Objects.equals(one.nextHop(), other.nextHop());
    }

    /** The exchange cannot reach the extension any more by the way it was registered with. */
    public synchronized void lost(String extension) {
        Registration registration = all.get(extension);
        if (registration != null) {
            registration.lost();
        }
    }

    public synchronized List<RegistrationStatus> statuses() {
        return all.values().stream().map(Registration::status).toList();
    }

    /** Takes all back, and waits {@code ms} at the most until the exchanges know. */
    public void stop(long ms) {
        List<CompletableFuture<Void>> endings = new ArrayList<>();
        synchronized (this) {
            all.values().forEach(one -> endings.add(one.stop()));
            all.clear();
        }
        try {
            CompletableFuture.allOf(endings.toArray(CompletableFuture[]::new)).get(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // An exchange that does not answer forgets us when the registration expires.
        }
    }
}
