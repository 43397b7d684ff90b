package ai.openclaw.voice.component.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The socket of a UDP port, which tells when somebody has begun to receive. JAIN SIP makes its threads after its start has
 * returned, and to be stopped before they are there makes it fail half-way.
 */
final class UdpSocket extends DatagramSocket {
    /** Long for a machine that does many other things. */
    private static final int PATIENCE_S = 20;

    private final CountDownLatch receiving = new CountDownLatch(1);

    UdpSocket(int port, InetAddress address) throws SocketException {
        super(port, address);
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        receiving.countDown();
        super.receive(packet);
    }

    /** @throws IllegalStateException when nobody does in time */
    void awaitReceiver() {
        try {
            if (!receiving.await(PATIENCE_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody listens on UDP port " + getLocalPort());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
