package ai.openclaw.voice.component.rtp;

import ai.openclaw.voice.call.VoiceHeaders;
import org.apache.camel.spi.Metadata;

/** Headers of the {@code rtp:} component. */
public final class RtpConstants {
    @Metadata(label = "producer,consumer", description = "The call: a UUID of our own", javaType = "String")
    public static final String CALL_ID = VoiceHeaders.CALL_ID;

    @Metadata(label = "open", description = "Our RTP port; RTCP is one above", javaType = "Integer")
    public static final String LOCAL_PORT = "CamelRtpLocalPort";

    @Metadata(label = "open", description = "The codec agreed upon", javaType = "String", enums = "G722,PCMU,PCMA,opus")
    public static final String CODEC = "CamelRtpCodec";

    @Metadata(label = "open", description = "Where the SDP says our RTP goes, host:port", javaType = "String")
    public static final String REMOTE_ADDRESS = "CamelRtpRemoteAddress";

    @Metadata(
            label = "open",
            description = "Who sends after the agreement, seen from us",
            javaType = "String",
            enums = "sendrecv,sendonly,recvonly,inactive")
    public static final String DIRECTION = "CamelRtpDirection";

    @Metadata(
            label = "close",
            description = "The room's figures at its end; absent when the call had no room",
            javaType = "ai.openclaw.voice.component.rtp.room.RoomStatistics")
    public static final String STATISTICS = "CamelRtpStatistics";

    @Metadata(label = "events", description = "The event's name, for example SpeechStarted", javaType = "String")
    public static final String EVENT = "CamelRtpEvent";

    private RtpConstants() {}
}
