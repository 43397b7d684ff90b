package ai.openclaw.voice.ops;

import ai.openclaw.voice.component.sip.SipAccount;
import ai.openclaw.voice.component.sip.SipComponent;
import ai.openclaw.voice.component.sip.register.RegistrationStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** {@code voice.sip.registered} and {@code voice.sip.registration.failures}, per extension. */
public final class RegistrationMeters {
    private final MeterRegistry registry;
    private final SipComponent sip;
    private final List<Meter> shown = new ArrayList<>();

    public RegistrationMeters(MeterRegistry registry, SipComponent sip) {
        this.registry = registry;
        this.sip = sip;
    }

    /** Has meters for these extensions, and no others. */
    public synchronized void show(List<SipAccount> accounts) {
        shown.forEach(registry::remove);
        shown.clear();
        for (SipAccount account : accounts) {
            String extension = account.extension();
            shown.add(Gauge.builder("voice.sip.registered", sip, of(extension, one -> one.registered() ? 1 : 0))
                    .description("Whether the exchange sends us the extension's calls")
                    .tag("extension", extension)
                    .register(registry));
            shown.add(FunctionCounter.builder(
                            "voice.sip.registration.failures", sip, of(extension, RegistrationStatus::failures))
                    .description("How often a REGISTER was refused or not answered")
                    .tag("extension", extension)
                    .register(registry));
        }
    }

    private static ToDoubleFunction<SipComponent> of(String extension, ToDoubleFunction<RegistrationStatus> value) {
        return sip -> sip.registrations().stream()
                .filter(one -> one.extension().equals(extension))
                .mapToDouble(value)
                .findFirst()
                .orElse(0);
    }
}
