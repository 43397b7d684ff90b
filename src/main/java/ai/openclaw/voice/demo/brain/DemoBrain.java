package ai.openclaw.voice.demo.brain;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Stands in for an OpenClaw gateway: when none is configured, and in tests. It speaks the gateway's protocol
 * ({@code POST /v1/chat/completions}, streamed or not), the v1 bridge's ({@code POST /ask}, {@code /end-session}), answers
 * {@code /health}, {@code /healthz}, {@code /ready}, {@code /readyz}, and fails on demand: {@code POST /faults} with a
 * {@link Fault}, {@code DELETE /faults}, a header {@code x-demo-fault}, or an agent called {@code fault-KIND}.
 */
public final class DemoBrain implements AutoCloseable {
    private static final int MAX_REQUEST_BYTES = 1 << 20;

    private final EventLoopGroup loop;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Faults faults = new Faults();
    private final Counters counters = new Counters();
    private final Scripts scripts = new Scripts();
    private final Channel server;

    private DemoBrain(int port, DemoBrainOptions options) {
        // One thread: an answer costs next to nothing, and the conversations need no locks.
        loop = new NioEventLoopGroup(1, new DefaultThreadFactory("demo-brain", true));
        Conversations conversations = new Conversations(new SmallTalk(options.clock()));
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES))
                                .addLast(new IdleStateHandler(0, 0, options.idleMs(), TimeUnit.MILLISECONDS))
                                .addLast(new BrainHandler(options, faults, scripts, counters, conversations));
                    }
                })
                .bind(options.host(), port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
            throw new UncheckedIOException(new IOException(
                    "the demo brain cannot listen on " + options.host() + ":" + port + ": "
                            + bound.cause().getMessage(),
                    bound.cause()));
        }
        server = bound.channel();
    }

    /**
     * Starts a brain.
     *
     * @param port the TCP port; 0 for any that is free
     * @throws UncheckedIOException when the port is taken
     */
    public static DemoBrain start(int port, DemoBrainOptions options) {
        return new DemoBrain(port, options);
    }

    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    public String baseUrl() {
        return "http://"
                + ((InetSocketAddress) server.localAddress()).getAddress().getHostAddress() + ":" + port();
    }

    public Faults faults() {
        return faults;
    }

    /** What is said in single conversations instead of the small talk. */
    public Scripts scripts() {
        return scripts;
    }

    public Counters counters() {
        return counters;
    }

    /** How many connections are open now, idle or not. */
    public int openConnections() {
        return connections.size();
    }

    /** Closes every open connection, idle or not, as a restart of the brain would. */
    public void dropConnections() {
        connections.close().awaitUninterruptibly();
    }

    @Override
    public void close() {
        server.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
        loop.shutdownGracefully(0, 1000, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
}
