package ai.openclaw.voice.cli.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** This machine's clock agrees with the gateway's: records, certificates and digest nonces go by it. */
final class ClockCheck implements DoctorCheck {
    private static final Duration PERMITTED = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public List<Finding> look(Patient patient) throws Exception {
        String url = patient.settings().openclaw().isConfigured()
                ? patient.settings().openclaw().url()
                : patient.api() + "/health";
        Optional<String> date;
        try {
            date = patient.send(HttpRequest.newBuilder(URI.create(url))
                            .timeout(Duration.ofSeconds(5))
                            .build())
                    .headers()
                    .firstValue("Date");
        } catch (IOException e) {
            date = Optional.empty();
        }
        if (date.isEmpty()) {
            return List.of(Finding.ok(name(), "it is " + Instant.now() + ", with nobody to compare with"));
        }
        Duration off = Duration.between(
                        ZonedDateTime.parse(date.get(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant(),
                        Instant.now())
                .abs();
        return List.of(
                off.compareTo(PERMITTED) <= 0
                        ? Finding.ok(name(), "right within a minute")
                        : Finding.warning(name(), "off by " + off.toSeconds() + " s", "timedatectl set-ntp true"));
    }
}
