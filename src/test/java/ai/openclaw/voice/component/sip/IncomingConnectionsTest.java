package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IncomingConnectionsTest {
    private final IncomingConnections connections = new IncomingConnections(new Senders());
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = connections.listenOn(0, 0, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void aConnectionIsReadOnlyOnceItIsEntered() throws Exception {
        try (Socket caller = connect();
                Socket accepted = server.accept()) {
            caller.getOutputStream().write('I');
            CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> read(accepted));

            // The reader has all it wants but the leave to begin.
            assertThatThrownBy(() -> read.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

            CompletableFuture<Socket> next = CompletableFuture.supplyAsync(this::accept);
            assertThat(read.get(20, TimeUnit.SECONDS)).isEqualTo(1);
            try (Socket second = connect()) {
                next.get(20, TimeUnit.SECONDS).close();
            }
        }
    }

    @Test
    void whoWaitsForTheNextIsToldOfTheEnd() throws Exception {
        CompletableFuture<Throwable> end = CompletableFuture.supplyAsync(() -> {
            try {
                return new AssertionError("accepted " + server.accept());
            } catch (IOException e) {
                return e;
            }
        });
        server.close();

        assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(SocketException.class);
    }

    @Test
    void anAnswerDoesNotWaitForTheOneBefore() throws Exception {
        try (Socket caller = connect();
                Socket accepted = server.accept()) {
            assertThat(accepted.getTcpNoDelay()).isTrue();
        }
    }

    @Test
    void theOneThatIsWorthLeastMakesRoom() throws Exception {
        connections.limit(2);
        try (Socket first = connect();
                Socket firstAccepted = server.accept();
                Socket second = connect();
                Socket secondAccepted = server.accept();
                Socket third = connect();
                Socket thirdAccepted = server.accept()) {
            assertThat(connections.size()).isEqualTo(2);
            assertThat(firstAccepted.isClosed())
                    .as("the one that was silent longest")
                    .isTrue();
            assertThat(secondAccepted.isClosed()).isFalse();
            assertThat(thirdAccepted.isClosed()).isFalse();
        }
        assertThat(connections.size()).isZero();
    }

    @Test
    void twoFromOnePortToTwoOfOursBothCount() throws Exception {
        try (ServerSocket second = connections.listenOn(0, 0, InetAddress.getLoopbackAddress());
                Socket one = new Socket();
                Socket other = new Socket()) {
            one.setReuseAddress(true);
            other.setReuseAddress(true);
            one.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            other.bind(one.getLocalSocketAddress());
            one.connect(server.getLocalSocketAddress());
            other.connect(second.getLocalSocketAddress());
            try (Socket first = server.accept();
                    Socket next = second.accept()) {
                assertThat(first.getPort()).isEqualTo(next.getPort());
                assertThat(connections.size()).isEqualTo(2);
            }
        }
        assertThat(connections.size()).isZero();
    }

    @Test
    void theEndIsTheEndOfAll() throws Exception {
        try (Socket caller = connect();
                Socket accepted = server.accept()) {
            connections.close();

            assertThat(accepted.isClosed()).isTrue();
            assertThat(caller.getInputStream().read()).isEqualTo(-1);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(server.getInetAddress(), server.getLocalPort());
    }

    private Socket accept() {
        try {
            return server.accept();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int read(Socket socket) {
        try {
            return socket.getInputStream().read(new byte[10], 0, 10);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
