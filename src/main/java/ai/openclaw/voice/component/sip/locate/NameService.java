package ai.openclaw.voice.component.sip.locate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Answers questions about names. May take long, or for ever. */
interface NameService {
    /** @param seconds for how long it may be believed */
    record Answer<T>(List<T> all, long seconds) {}

    /**
     * The SRV records of a name such as {@code _sip._udp.example.com}; an empty list when it has none.
     *
     * @throws IOException when nobody could say
     */
    Answer<ServiceRecord> services(String name) throws IOException;

    /**
     * The addresses of a host, at least one.
     *
     * @throws UnknownHostException when it has none
     * @throws IOException when nobody could say
     */
    Answer<InetAddress> addresses(String host) throws IOException;
}
