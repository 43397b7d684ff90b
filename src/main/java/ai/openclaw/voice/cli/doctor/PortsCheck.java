package ai.openclaw.voice.cli.doctor;

import ai.openclaw.voice.boot.VoiceProperties;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** While the system does not run, its ports are free; and none of them is one of v1's. */
final class PortsCheck implements DoctorCheck {
    private static final List<Integer> PORTS_OF_V1 = List.of(5060, 5070, 5080, 5090, 3000, 3001, 3333);

    @Override
    public String name() {
        return "ports";
    }

    @Override
    public List<Finding> look(Patient patient) throws InterruptedException {
        VoiceProperties voice = patient.settings();
        List<Finding> findings = new ArrayList<>();
        for (int port : List.of(voice.sip().port(), voice.http().port())) {
            if (PORTS_OF_V1.contains(port)) {
                findings.add(Finding.warning(
                        name(), port + " is a port of v1's", "VOICE_SIP_PORT=5062, VOICE_HTTP_PORT=8080"));
            }
        }
        boolean overlap = voice.rtp().portMin() <= 30_100 && voice.rtp().portMax() >= 30_000
                || voice.rtp().portMin() <= 20_063 && voice.rtp().portMax() >= 20_000;
        if (overlap) {
            findings.add(Finding.warning(
                    name(),
                    "the RTP range lies over v1's 20000-20063 or 30000-30100",
                    "VOICE_RTP_PORT_MIN, VOICE_RTP_PORT_MAX"));
        }
        if (patient.ask("/health").isEmpty()) {
            free(voice, findings);
        }
        return findings.isEmpty() ? List.of(Finding.ok(name(), "none of v1's is used, none is taken")) : findings;
    }

    private void free(VoiceProperties voice, List<Finding> findings) {
        try {
            new DatagramSocket(new InetSocketAddress(
                            voice.sip().host(), voice.sip().port()))
                    .close();
        } catch (IOException e) {
            findings.add(taken("UDP", voice.sip().port(), "VOICE_SIP_PORT"));
        }
        listen(voice.sip().host(), voice.sip().port(), "VOICE_SIP_PORT", findings);
        listen(voice.http().host(), voice.http().port(), "VOICE_HTTP_PORT", findings);
    }

    private void listen(String host, int port, String setting, List<Finding> findings) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            findings.add(taken("TCP", port, setting));
        }
    }

    private Finding taken(String transport, int port, String setting) {
        return Finding.failed(name(), transport + " " + port + " is taken by somebody else", setting);
    }
}
