package ai.openclaw.voice.component.rtp.room;

import ai.openclaw.voice.audio.VoiceDetector;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.CallLog;
import ai.openclaw.voice.component.rtp.sdp.MediaAgreement;
import ai.openclaw.voice.component.rtp.sdp.MediaDirection;
import ai.openclaw.voice.component.rtp.srtp.OurKeys;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call's media: packets to and from the caller, and the {@link Conversation} that they carry. All state belongs to one
 * event loop; the public methods may be called from anywhere.
 */
public final class Room implements MediaClock.Ticking {
    private static final Logger LOG = LoggerFactory.getLogger(Room.class);
    private static final int FRAME = 160;
    private static final long ANSWER_WAIT_MS = 2000;

    private final CallId callId;
    private final RoomSettings settings;
    private final EventLoop loop;
    private final MediaCounters counters;
    private final EventQueue events;
    private final MediaTap tap;
    private final Conversation conversation;
    private final RoomCommands commands;
    private final IncomingTrack incoming;
    private final OutgoingTrack outgoing;
    private final Participant caller;
    private final Consumer<ByteBuf> sending;
    private final Runnable listening = this::listen;
    private final Runnable speaking = this::speak;
    private final Runnable watching = this::watch;
    private final PressedKeys pressed = new PressedKeys();
    private final HeardFrames heardFrames = new HeardFrames();
    private final short[] heard = new short[FRAME];
    private final short[] said = new short[FRAME];
    private final AtomicInteger descriptions = new AtomicInteger();
    private final OurKeys keys;

    private volatile MediaAgreement agreed;
    private int localPort;
    private long nextReportNanos;
    private boolean mediaLostTold;
    private boolean failed;
    private boolean closed;

    Room(
            CallId callId,
            MediaAgreement agreed,
            OurKeys keys,
            RoomSettings settings,
            EventLoop loop,
            VoiceDetector detector,
            EventQueue events,
            MediaTap tap,
            MediaCounters counters) {
        this.callId = callId;
        this.agreed = agreed;
        this.keys = keys;
        this.settings = settings;
        this.loop = loop;
        this.events = events;
        this.tap = tap;
        this.counters = counters;
        conversation = new Conversation(callId, settings, detector, events, counters);
        Dtmf dtmf = new Dtmf();
        commands = new RoomCommands(conversation, dtmf, agreed.codec().sampleRateHz());
        incoming = new IncomingTrack(agreed, settings, dtmf);
        outgoing = new OutgoingTrack(agreed, conversation.playout(), dtmf);
        long opened = System.nanoTime();
        caller = new Participant(
                agreed,
                new Rtcp(outgoing.ssrc(), callId.value()),
                opened,
                settings.natAfterMs() * 1_000_000L,
                counters);
        sending = caller::send;
        // The first report goes out after half the time, RFC 3550 section 6.2.
        nextReportNanos = opened + settings.rtcpIntervalMs() * 500_000L;
    }

    public CallId callId() {
        return callId;
    }

    /** The version of our next session description, RFC 3264 section 8: each is one above the one before. */
    public int nextDescription() {
        return descriptions.incrementAndGet();
    }

    /** The keys of what we send. */
    public OurKeys keys() {
        return keys;
    }

    /** Our RTP port. */
    public int localPort() {
        return localPort;
    }

    public MediaAgreement agreed() {
        return agreed;
    }

    /** The caller's side was told anew: the answer to our offer, or an offer in mid-call. */
    public void agree(MediaAgreement agreement) {
        agreed = agreement;
        commands.rate(agreement.codec().sampleRateHz());
        loop.execute(() -> {
            incoming.agreed(agreement);
            outgoing.agreed(agreement);
            caller.agreed(agreement);
            mediaLostTold = false;
            if (!closed) {
                conversation.held(!agreement.direction().sends());
            }
        });
    }

    /**
     * Carries a command out. Commands given one after the other are carried out in that order.
     *
     * @throws IllegalArgumentException for sound or keys that cannot be sent, or a command that is no room's
     */
    public void command(RoomCommand command) {
        if (command instanceof RoomCommand.HearKey told) {
            onLoop(() -> {
                if (pressed.told(told.digit(), System.nanoTime())) {
                    events.add(new RoomEvent.Dtmf(callId, told.digit()));
                }
            });
        } else {
            onLoop(commands.prepare(command));
        }
    }

    /** The room's figures; those at its end when it is closed. */
    public RoomStatistics statistics() {
        if (loop.inEventLoop()) {
            return snapshot();
        }
        return await(loop.submit((Callable<RoomStatistics>) this::snapshot));
    }

    /** Binds nothing by itself: {@link Rooms} does, and hands the channels over. */
    void opened(Channel rtpChannel, Channel rtcpChannel, int port) {
        caller.reachedThrough(rtpChannel, rtcpChannel);
        localPort = port;
        if (!agreed.direction().sends()) {
            conversation.openedOnHold();
        }
    }

    /** The room was never opened. */
    void discard() {
        conversation.speech().close();
        events.close();
        if (tap != null) {
            tap.close();
        }
    }

    EventLoop loop() {
        return loop;
    }

    // From here on: the event loop only.

    void rtpArrived(DatagramPacket datagram) {
        long now = System.nanoTime();
        // Before the answer to our offer it is not known with which codec and keys they send.
        if (closed || agreed.remoteRtp() == null) {
            return;
        }
        if (RtpPacket.isRtcp(datagram.content())) {
            caller.reported(datagram);
        } else if (!caller.open(datagram.content()) || !incoming.isOurs(datagram.content())) {
            caller.countGarbage();
        } else if (caller.sent(datagram.sender(), now)) {
            mediaLostTold = false;
            char key = incoming.take(datagram.content(), now);
            if (key != 0 && pressed.heard(key, now)) {
                counters.keys.increment();
                events.add(new RoomEvent.Dtmf(callId, key));
            }
            guarded(listening);
        }
    }

    void rtcpArrived(DatagramPacket datagram) {
        if (!closed) {
            caller.reported(datagram);
        }
    }

    @Override
    public void tick(long lateNanos) {
        if (closed) {
            return;
        }
        // Each by itself: who can no longer be heard shall still hear us, and be missed when gone.
        guarded(listening);
        guarded(speaking);
        guarded(watching);
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // The other rooms of this loop must not suffer, and the log neither.
            if (!failed) {
                failed = true;
                counters.failures.increment();
                try (CallLog ignored = CallLog.named(callId)) {
                    LOG.error("A defect in the media of this call", e);
                }
            }
        }
    }

    private void listen() {
        long now = System.nanoTime();
        while (incoming.pull(now)) {
            conversation.hear(incoming.narrow(), incoming.sound());
            if (tap != null) {
                heardFrames.add(incoming.narrow(), 0, incoming.narrow().length);
            }
        }
    }

    @Override
    public void skipped(int ticks) {
        outgoing.skipped(ticks);
    }

    private void speak() {
        if (caller.hears()) {
            outgoing.next(said, caller.allocator(), sending);
            conversation.said(said);
        } else {
            // The stream's clock goes on, so that what comes after a hold is in its place.
            outgoing.skipped(1);
            Arrays.fill(said, (short) 0);
        }
        if (tap != null) {
            heardFrames.next(heard);
            tap.frame(heard, said);
        }
    }

    private void watch() {
        long now = System.nanoTime();
        if (now - nextReportNanos >= 0) {
            nextReportNanos = now + settings.rtcpIntervalMs() * 1_000_000L;
            caller.report(outgoing, incoming.reception(), false);
        }
        int limitMs = caller.neverCame() ? settings.noMediaTimeoutMs() : settings.mediaLostTimeoutMs();
        if (!mediaLostTold && isToBeHeard() && caller.silentMs(now) > limitMs) {
            mediaLostTold = true;
            counters.mediaLost.increment();
            events.add(new RoomEvent.MediaLost(callId, caller.neverCame()));
        }
    }

    /** Not before the callee has answered our offer, nor while either side holds the other. */
    private boolean isToBeHeard() {
        return agreed.remoteRtp() != null && agreed.direction() == MediaDirection.SENDRECV;
    }

    private RoomStatistics snapshot() {
        ReceptionStatistics in = incoming.reception();
        return new RoomStatistics(
                callId.value(),
                agreed.codec().name(),
                agreed.codec().lossRobustness(),
                agreed.protection() == null ? null : agreed.protection().suite().name(),
                localPort,
                in.received(),
                outgoing.packets(),
                in.lost(),
                incoming.reordered(),
                incoming.duplicates(),
                incoming.late(),
                incoming.concealedMs(),
                caller.foreign(),
                caller.garbage(),
                Math.round(in.jitterMs() * 100) / 100.0,
                incoming.bufferMs(),
                caller.rtcp().remoteLost(),
                caller.rtcp().remoteJitterMs(),
                caller.rtcp().roundTripMs(),
                caller.firstPacketMs());
    }

    /** Says farewell and stops; the channels are closed when this returns. */
    RoomStatistics close(MediaClock clock) {
        RoomStatistics last = await(loop.submit((Callable<RoomStatistics>) () -> {
            if (!closed) {
                closed = true;
                clock.remove(this);
                caller.report(outgoing, incoming.reception(), true);
                caller.hangUp();
                conversation.speech().close();
                if (tap != null) {
                    tap.close();
                }
            }
            return snapshot();
        }));
        caller.awaitGone();
        events.close();
        return last;
    }

    private void onLoop(Runnable action) {
        loop.execute(() -> {
            if (!closed) {
                action.run();
            }
        });
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get(ANSWER_WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the media's event loop", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the media's event loop does not answer", e);
        }
    }
}
