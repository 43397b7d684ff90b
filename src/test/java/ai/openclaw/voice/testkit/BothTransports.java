package ai.openclaw.voice.testkit;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port of the loopback that takes datagrams and connections. */
record BothTransports(DatagramSocket udp, ServerSocket tcp) {
    static BothTransports open() throws IOException {
        while (true) {
            ServerSocket tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            try {
                return new BothTransports(new DatagramSocket(tcp.getLocalSocketAddress()), tcp);
            } catch (BindException anotherProgramTakesDatagramsThere) {
                tcp.close();
            }
        }
    }
}
