package ai.openclaw.voice.component.rtp;

import ai.openclaw.voice.audio.AudioCodec;
import ai.openclaw.voice.audio.AudioCodecs;
import ai.openclaw.voice.audio.SpeechDetector;
import ai.openclaw.voice.component.rtp.room.RoomSettings;
import ai.openclaw.voice.component.rtp.sdp.SrtpUse;
import java.util.List;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** The options of {@code rtp:}. Addresses, ports, threads and the model count on the component; the rest on an endpoint, too. */
@UriParams
public class RtpConfiguration implements Cloneable {
    @UriParam(
            defaultValue = "127.0.0.1",
            description =
                    "The address to listen on, an IPv4 literal. Set it on the component: it holds for all endpoints.")
    private String host = "127.0.0.1";

    @UriParam(description = "The address that our SDP names, when it is another than the one we listen on.")
    private String publicAddress;

    @UriParam(
            defaultValue = "40000",
            description =
                    "First port of the range for RTP (even ports) and RTCP (odd ports). Set it on the component: it holds for all endpoints.")
    private int minPort = 40000;

    @UriParam(
            defaultValue = "40999",
            description =
                    "Last port of the range for RTP and RTCP. Set it on the component: it holds for all endpoints.")
    private int maxPort = 40999;

    @UriParam(
            label = "advanced",
            defaultValue = "0",
            description =
                    "How many event loops carry the media; 0 for one per core. Set it on the component: it holds for all endpoints.")
    private int mediaThreads = 0;

    @UriParam(
            defaultValue = "G722,PCMU,PCMA,opus",
            description =
                    "The codecs that are taken, separated by commas; in our own offers the first is preferred, in others' offers theirs.")
    private String codecs = "G722,PCMU,PCMA,opus";

    @UriParam(
            label = "security",
            defaultValue = "offered",
            enums = "off,offered,required",
            description =
                    "Whether packets are protected (SRTP) with keys from the session description (SDES, RFC 4568): never, when the other side offers it, or always.")
    private String srtp = "offered";

    @UriParam(
            description =
                    "File of the Silero voice detector's model. Without it, or when it is missing, loudness decides. Set it on the component: it holds for all endpoints.")
    private String vadModel;

    @UriParam(
            description =
                    "Hold music: a mono WAV file of any rate, played over and over while a caller waits for an answer that"
                            + " takes long. Without it a soft tone is heard.")
    private String waitingMusic;

    @UriParam(
            label = "advanced",
            defaultValue = "40",
            description = "The shortest wait for a packet that is missing, counted from when it was due, ms.")
    private int jitterMinMs = 40;

    @UriParam(
            label = "advanced",
            defaultValue = "60",
            description = "The wait for a packet that is missing until jitter was measured, ms.")
    private int jitterInitialMs = 60;

    @UriParam(
            label = "advanced",
            defaultValue = "200",
            description = "The longest wait for a packet that is missing, ms.")
    private int jitterMaxMs = 200;

    @UriParam(
            label = "speech",
            defaultValue = "0.5",
            description = "The probability from which a frame is speech, 0 to 1.")
    private double speechStartThreshold = 0.5;

    @UriParam(
            label = "speech",
            defaultValue = "0.35",
            description = "The probability below which a frame is silence, 0 to 1.")
    private double speechStopThreshold = 0.35;

    @UriParam(label = "speech", defaultValue = "200", description = "How much speech makes a beginning, ms.")
    private int minSpeechMs = 200;

    @UriParam(
            label = "speech",
            defaultValue = "300",
            description = "How much of what came before a beginning belongs to it, ms.")
    private int preRollMs = 300;

    @UriParam(label = "speech", defaultValue = "200", description = "After how much silence SpeechEnded is told, ms.")
    private int stopSilenceMs = 200;

    @UriParam(
            label = "speech",
            defaultValue = "28000",
            description = "The longest utterance, ms; what follows is another one. Whisper takes 30 s at the most.")
    private int maxUtteranceMs = 28000;

    @UriParam(
            label = "speech",
            defaultValue = "3000",
            description = "After how much silence the next speech is another utterance by itself, ms.")
    private int utteranceGapMs = 3000;

    @UriParam(
            label = "advanced",
            defaultValue = "30000",
            description = "How long to wait for the first packet before MediaLost is told, ms.")
    private int noMediaTimeoutMs = 30000;

    @UriParam(
            label = "advanced",
            defaultValue = "15000",
            description = "How long to wait for further packets before MediaLost is told, ms.")
    private int mediaLostTimeoutMs = 15000;

    @UriParam(
            label = "security",
            defaultValue = "1000",
            description =
                    "After how long packets from an address that the SDP does not name are taken as the caller's (who is behind a NAT), if the named one has not sent by then, ms.")
    private int natAfterMs = 1000;

    @UriParam(label = "advanced", defaultValue = "5000", description = "How often an RTCP report is sent, ms.")
    private int rtcpIntervalMs = 5000;

    /** A copy, so that an endpoint's options are its own. */
    public RtpConfiguration copy() {
        try {
            return (RtpConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /** The address in our SDP. */
    String sdpAddress() {
        return publicAddress != null && !publicAddress.isBlank() ? publicAddress : host;
    }

    /** @throws IllegalArgumentException naming the option that has no sense */
    List<AudioCodec> codecList() {
        return AudioCodecs.of(codecs);
    }

    /** @throws IllegalArgumentException naming the option that has no sense */
    SrtpUse srtpUse() {
        for (SrtpUse use : SrtpUse.values()) {
            if (use.name().equalsIgnoreCase(srtp)) {
                return use;
            }
        }
        throw new IllegalArgumentException("srtp: must be off, offered or required, not " + srtp);
    }

    /** @throws IllegalArgumentException naming what has no sense */
    RoomSettings roomSettings() {
        SpeechDetector.Settings speech = new SpeechDetector.Settings(
                (float) speechStartThreshold,
                (float) speechStopThreshold,
                minSpeechMs,
                preRollMs,
                stopSilenceMs,
                maxUtteranceMs,
                utteranceGapMs,
                SpeechDetector.Settings.DEFAULT.chunkMs());
        return new RoomSettings(
                jitterMinMs,
                jitterInitialMs,
                jitterMaxMs,
                speech,
                noMediaTimeoutMs,
                mediaLostTimeoutMs,
                natAfterMs,
                rtcpIntervalMs,
                WaitingMusic.of(waitingMusic));
    }

    public String getWaitingMusic() {
        return waitingMusic;
    }

    public void setWaitingMusic(String waitingMusic) {
        this.waitingMusic = waitingMusic;
    }

    public String getHost() {
        return host;
    }

    public void setHost(String host) {
        this.host = host;
    }

    public String getPublicAddress() {
        return publicAddress;
    }

    public void setPublicAddress(String publicAddress) {
        this.publicAddress = publicAddress;
    }

    public int getMinPort() {
        return minPort;
    }

    public void setMinPort(int minPort) {
        this.minPort = minPort;
    }

    public int getMaxPort() {
        return maxPort;
    }

    public void setMaxPort(int maxPort) {
        this.maxPort = maxPort;
    }

    public int getMediaThreads() {
        return mediaThreads;
    }

    public void setMediaThreads(int mediaThreads) {
        this.mediaThreads = mediaThreads;
    }

    public String getCodecs() {
        return codecs;
    }

    public void setCodecs(String codecs) {
        this.codecs = codecs;
    }

    public String getSrtp() {
        return srtp;
    }

    public void setSrtp(String srtp) {
        this.srtp = srtp;
    }

    public String getVadModel() {
        return vadModel;
    }

    public void setVadModel(String vadModel) {
        this.vadModel = vadModel;
    }

    public int getJitterMinMs() {
        return jitterMinMs;
    }

    public void setJitterMinMs(int jitterMinMs) {
        this.jitterMinMs = jitterMinMs;
    }

    public int getJitterInitialMs() {
        return jitterInitialMs;
    }

    public void setJitterInitialMs(int jitterInitialMs) {
        this.jitterInitialMs = jitterInitialMs;
    }

    public int getJitterMaxMs() {
        return jitterMaxMs;
    }

    public void setJitterMaxMs(int jitterMaxMs) {
        this.jitterMaxMs = jitterMaxMs;
    }

    public double getSpeechStartThreshold() {
        return speechStartThreshold;
    }

    public void setSpeechStartThreshold(double speechStartThreshold) {
        this.speechStartThreshold = speechStartThreshold;
    }

    public double getSpeechStopThreshold() {
        return speechStopThreshold;
    }

    public void setSpeechStopThreshold(double speechStopThreshold) {
        this.speechStopThreshold = speechStopThreshold;
    }

    public int getMinSpeechMs() {
        return minSpeechMs;
    }

    public void setMinSpeechMs(int minSpeechMs) {
        this.minSpeechMs = minSpeechMs;
    }

    public int getPreRollMs() {
        return preRollMs;
    }

    public void setPreRollMs(int preRollMs) {
        this.preRollMs = preRollMs;
    }

    public int getStopSilenceMs() {
        return stopSilenceMs;
    }

    public void setStopSilenceMs(int stopSilenceMs) {
        this.stopSilenceMs = stopSilenceMs;
    }

    public int getMaxUtteranceMs() {
        return maxUtteranceMs;
    }

    public void setMaxUtteranceMs(int maxUtteranceMs) {
        this.maxUtteranceMs = maxUtteranceMs;
    }

    public int getUtteranceGapMs() {
        return utteranceGapMs;
    }

    public void setUtteranceGapMs(int utteranceGapMs) {
        this.utteranceGapMs = utteranceGapMs;
    }

    public int getNoMediaTimeoutMs() {
        return noMediaTimeoutMs;
    }

    public void setNoMediaTimeoutMs(int noMediaTimeoutMs) {
        this.noMediaTimeoutMs = noMediaTimeoutMs;
    }

    public int getMediaLostTimeoutMs() {
        return mediaLostTimeoutMs;
    }

    public void setMediaLostTimeoutMs(int mediaLostTimeoutMs) {
        this.mediaLostTimeoutMs = mediaLostTimeoutMs;
    }

    public int getNatAfterMs() {
        return natAfterMs;
    }

    public void setNatAfterMs(int natAfterMs) {
        this.natAfterMs = natAfterMs;
    }

    public int getRtcpIntervalMs() {
        return rtcpIntervalMs;
    }

    public void setRtcpIntervalMs(int rtcpIntervalMs) {
        this.rtcpIntervalMs = rtcpIntervalMs;
    }
}
