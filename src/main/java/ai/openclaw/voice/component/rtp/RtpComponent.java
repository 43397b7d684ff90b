package ai.openclaw.voice.component.rtp;

import ai.openclaw.voice.audio.EnergyVad;
import ai.openclaw.voice.audio.Opus;
import ai.openclaw.voice.audio.SileroModel;
import ai.openclaw.voice.audio.SileroVad;
import ai.openclaw.voice.audio.VoiceDetector;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.component.rtp.room.MediaCounters;
import ai.openclaw.voice.component.rtp.room.MediaTap;
import ai.openclaw.voice.component.rtp.room.Room;
import ai.openclaw.voice.component.rtp.room.RoomStatistics;
import ai.openclaw.voice.component.rtp.room.Rooms;
import ai.openclaw.voice.component.rtp.sdp.SrtpUse;
import ai.openclaw.voice.component.rtp.srtp.Srtp;
import ai.openclaw.voice.link.RoomEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds telephone calls' media: RTP in and out, speech detection, paced playout. */
@Component("rtp")
public class RtpComponent extends DefaultComponent {
    private static final Logger LOG = LoggerFactory.getLogger(RtpComponent.class);

    @Metadata(description = "The options of all endpoints, which an endpoint can change for itself")
    private RtpConfiguration configuration = new RtpConfiguration();

    @Metadata(label = "advanced", autowired = false, description = "Makes a tap for each call that shall be recorded")
    private Function<CallId, MediaTap> tapFactory;

    private final List<RtpEventsConsumer> consumers = new CopyOnWriteArrayList<>();
    private SileroModel model;
    private ExecutorService events;
    private Rooms rooms;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        RtpEndpoint endpoint = new RtpEndpoint(uri, this, configuration.copy());
        endpoint.setAction(action(remaining));
        setProperties(endpoint, parameters);
        return endpoint;
    }

    private static RtpAction action(String word) {
        try {
            return RtpAction.valueOf(word);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("rtp: wants open, agree, command, close or events, not " + word);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        configuration.codecList();
        if (configuration.srtpUse() != SrtpUse.OFF) {
            Srtp.warmUp();
        }
        configuration.roomSettings();
        if (configuration.sdpAddress().equals("0.0.0.0")) {
            throw new IllegalArgumentException(
                    "publicAddress: must be set when host is 0.0.0.0, for our SDP to name it");
        }
        int cores = Runtime.getRuntime().availableProcessors();
        int threads = configuration.getMediaThreads() > 0 ? configuration.getMediaThreads() : cores;
        events = getCamelContext().getExecutorServiceManager().newCachedThreadPool(this, "RtpEvents");
        if (configuration.codecList().contains(Opus.CODEC)) {
            events.execute(Opus::warmUp);
        }
        rooms = new Rooms(
                configuration.getHost(),
                configuration.getMinPort(),
                configuration.getMaxPort(),
                threads,
                detectors(),
                events,
                this::dispatch,
                callId -> tapFactory == null ? null : tapFactory.apply(callId));
    }

    private Supplier<VoiceDetector> detectors() {
        String file = configuration.getVadModel();
        if (file != null && Files.isReadable(Path.of(file))) {
            model = new SileroModel(Path.of(file));
            SileroModel loaded = model;
            return () -> new SileroVad(loaded);
        }
        LOG.info(
                "Voice detector: loudness, because vadModel {}", file == null ? "is not set" : "is not there: " + file);
        return EnergyVad::new;
    }

    @Override
    protected void doStop() throws Exception {
        if (rooms != null) {
            rooms.close();
        }
        if (model != null) {
            model.close();
            model = null;
        }
        if (events != null) {
            getCamelContext().getExecutorServiceManager().shutdownNow(events);
            events = null;
        }
        super.doStop();
    }

    private void dispatch(RoomEvent event) {
        for (RtpEventsConsumer consumer : consumers) {
            consumer.deliver(event);
        }
    }

    void add(RtpEventsConsumer consumer) {
        consumers.add(consumer);
    }

    void remove(RtpEventsConsumer consumer) {
        consumers.remove(consumer);
    }

    /** All open rooms; null before the component is started. */
    public Rooms rooms() {
        return rooms;
    }

    /** The counts over all rooms since the start. */
    public MediaCounters counters() {
        return rooms.counters();
    }

    /** The figures of a call's room, or null when it has none. */
    public RoomStatistics statistics(CallId callId) {
        Room room = rooms.find(callId);
        return room == null ? null : room.statistics();
    }

    /** The figures of all open rooms. */
    public List<RoomStatistics> statistics() {
        return rooms.all().stream().map(Room::statistics).toList();
    }

    public RtpConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(RtpConfiguration configuration) {
        this.configuration = configuration;
    }

    public Function<CallId, MediaTap> getTapFactory() {
        return tapFactory;
    }

    /** Returns null for a call that is not to be tapped. */
    public void setTapFactory(Function<CallId, MediaTap> tapFactory) {
        this.tapFactory = tapFactory;
    }
}
