package ai.openclaw.voice.component.rtp.room;

import ai.openclaw.voice.audio.VoiceDetector;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.component.rtp.sdp.MediaAgreement;
import ai.openclaw.voice.component.rtp.srtp.OurKeys;
import ai.openclaw.voice.link.RoomEvent;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All calls' rooms, the ports they listen on, and the event loops they live on. Thread-safe. */
public final class Rooms implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rooms.class);
    // Voice goes before data on networks that look at it: Expedited Forwarding (RFC 3246), 46 in the upper six bits.
    private static final int EXPEDITED_FORWARDING = 46 << 2;
    // The longest RTP packet of a telephone is 1.6 KB; what is longer is cut and becomes garbage.
    private static final int LONGEST_DATAGRAM = 2048;

    private final String host;
    private final PortRange ports;
    private final Supplier<VoiceDetector> detectors;
    private final Executor executor;
    private final Consumer<RoomEvent> sink;
    private final Function<CallId, MediaTap> taps;
    private final EventLoopGroup group;
    private final MediaCounters counters = new MediaCounters();
    private final Map<CallId, Room> rooms = new ConcurrentHashMap<>();
    private final Map<EventLoop, MediaClock> clocks = new ConcurrentHashMap<>();

    /**
     * @param host the address to listen on, an IPv4 literal
     * @param minPort the range's first port
     * @param maxPort its last
     * @param threads how many event loops
     * @param detectors makes a voice detector for each room
     * @param executor runs what consumes events, and may be blocked by it
     * @param sink consumes events; those of one call one after the other
     * @param taps makes a tap for a room, or null for none
     */
    public Rooms(
            String host,
            int minPort,
            int maxPort,
            int threads,
            Supplier<VoiceDetector> detectors,
            Executor executor,
            Consumer<RoomEvent> sink,
            Function<CallId, MediaTap> taps) {
        this.host = host;
        this.detectors = detectors;
        this.executor = executor;
        this.sink = sink;
        this.taps = taps;
        ports = new PortRange(minPort, maxPort);
        group = new NioEventLoopGroup(threads, new DefaultThreadFactory("rtp-media", true));
    }

    /** As {@link #open(CallId, MediaAgreement, OurKeys, RoomSettings)}, of a call in clear. */
    public Room open(CallId callId, MediaAgreement agreed, RoomSettings settings) throws NoFreePortException {
        return open(callId, agreed, new OurKeys(), settings);
    }

    /**
     * Opens a call's room: from now on it listens, and sends.
     *
     * @throws NoFreePortException when all ports are taken
     * @throws IllegalStateException when the call has a room
     */
    public Room open(CallId callId, MediaAgreement agreed, OurKeys keys, RoomSettings settings)
            throws NoFreePortException {
        EventLoop loop = group.next();
        EventQueue events = new EventQueue(callId, executor, sink, counters);
        Room room =
                new Room(callId, agreed, keys, settings, loop, detectors.get(), events, taps.apply(callId), counters);
        if (rooms.putIfAbsent(callId, room) != null) {
            room.discard();
            throw new IllegalStateException("the call has a room already");
        }
        try {
            bind(room);
        } catch (NoFreePortException | RuntimeException e) {
            rooms.remove(callId);
            room.discard();
            throw e;
        }
        counters.roomsOpened.increment();
        MediaClock clock = clock(loop);
        loop.execute(() -> clock.add(room));
        return room;
    }

    /** The call's room, or null. */
    public Room find(CallId callId) {
        return rooms.get(callId);
    }

    public Collection<Room> all() {
        return List.copyOf(rooms.values());
    }

    public int size() {
        return rooms.size();
    }

    /** How many more calls the ports suffice for. */
    public int freePorts() {
        return ports.available();
    }

    public MediaCounters counters() {
        return counters;
    }

    /** Closes the call's room, if it has one. No event follows. Returns the last figures, or null. */
    public RoomStatistics close(CallId callId) {
        Room room = rooms.remove(callId);
        if (room == null) {
            return null;
        }
        try {
            return room.close(clock(room.loop()));
        } finally {
            ports.release(room.localPort());
            counters.roomsClosed.increment();
        }
    }

    @Override
    public void close() {
        for (Room room : all()) {
            try {
                close(room.callId());
            } catch (RuntimeException e) {
                LOG.warn("A room could not be closed; the others are closed nevertheless", e);
            }
        }
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3000);
    }

    private MediaClock clock(EventLoop loop) {
        return clocks.computeIfAbsent(loop, l -> new MediaClock(l, counters));
    }

    private void bind(Room room) throws NoFreePortException {
        for (int tried = 0; tried < ports.size(); tried++) {
            int port = ports.take();
            ChannelFuture rtp = bind(room, port, room::rtpArrived);
            ChannelFuture rtcp = rtp.isSuccess() ? bind(room, port + 1, room::rtcpArrived) : rtp;
            if (rtcp.isSuccess()) {
                room.opened(rtp.channel(), rtcp.channel(), port);
                return;
            }
            // Someone else's, now; it goes to the end of the queue and may be free the next time.
            rtp.channel().close().awaitUninterruptibly();
            ports.release(port);
            LOG.debug("RTP port {} is taken: {}", port, rtcp.cause().getMessage());
        }
        throw new NoFreePortException("none of the RTP ports can be bound on " + host);
    }

    private ChannelFuture bind(Room room, int port, Consumer<DatagramPacket> arrived) {
        return new Bootstrap()
                .group(room.loop())
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.IP_TOS, EXPEDITED_FORWARDING)
                .option(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LONGEST_DATAGRAM))
                .handler(new SimpleChannelInboundHandler<DatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
                        arrived.accept(datagram);
                    }

                    @Override
                    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                        // A network that is down for a moment costs packets; those that it costs a call end it by
                        // their absence.
                        LOG.debug("RTP could not be sent or read", cause);
                    }
                })
                .bind(host, port)
                .awaitUninterruptibly();
    }
}
