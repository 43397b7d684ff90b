package ai.openclaw.voice.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the address that we tell the exchange is one that it can reach. */
final class AddressCheck implements DoctorCheck {
    private static final Pattern HOST = Pattern.compile("(?:sips?:)?(?:[^@<>]*@)?(\\[[^]]+]|[^:;<>]+)");

    @Override
    public String name() {
        return "address";
    }

    @Override
    public List<Finding> look(Patient patient) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (JsonNode one : patient.registrations()) {
            findings.add(compared(
                    patient,
                    one.path("extension").asText(),
                    host(one.path("contact").asText("")),
                    host(one.path("registrar").asText(""))));
        }
        return findings.isEmpty()
                ? List.of(Finding.ok(name(), "without a registration there is nobody who must reach us from afar"))
                : findings;
    }

    private Finding compared(Patient patient, String extension, String ours, String theirs) {
        String said = "extension " + extension + " is to be called at " + ours + " by " + theirs;
        try {
            InetAddress us = InetAddress.getByName(ours);
            InetAddress them = InetAddress.getByName(theirs);
            if (us.isLoopbackAddress() && !them.isLoopbackAddress()) {
                return Finding.failed(
                        name(), said + ", which is this machine's own address", "VOICE_SIP_HOST and VOICE_RTP_HOST");
            }
            if (us.isSiteLocalAddress() && !them.isSiteLocalAddress() && !them.isLoopbackAddress()) {
                return Finding.failed(
                        name(),
                        said + ": a private address told to a public exchange",
                        "VOICE_SIP_PUBLIC_ADDRESS and VOICE_RTP_PUBLIC_ADDRESS, or voice.sip.nat=auto");
            }
            String rtp = patient.settings().rtp().publicAddress();
            String media =
                    rtp == null || rtp.isBlank() ? patient.settings().rtp().host() : rtp;
            if (!them.isLoopbackAddress() && InetAddress.getByName(media).isLoopbackAddress()) {
                return Finding.failed(
                        name(), "sound is to be sent to " + media + ", this machine's own address", "VOICE_RTP_HOST");
            }
            return Finding.ok(name(), said);
        } catch (UnknownHostException e) {
            return Finding.failed(
                    name(), said + ", and " + e.getMessage() + " is unknown to DNS", "VOICE_SIP_REGISTRAR");
        }
    }

    private static String host(String address) {
        Matcher host = HOST.matcher(address);
        return host.find() ? host.group(1) : address;
    }
}
