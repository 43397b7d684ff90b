package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.VoiceHeaders;
import org.apache.camel.spi.Metadata;

/** The headers of exchanges that begin or end at {@code sip:}. */
public final class SipConstants {
    @Metadata(description = "The call's own UUID, under which every producer finds it", javaType = "String")
    public static final String CALL_ID = VoiceHeaders.CALL_ID;

    @Metadata(description = "The extension that was dialled, for all our components", javaType = "String")
    public static final String DIALLED = VoiceHeaders.EXTENSION;

    @Metadata(label = "consumer", description = "SIP's own Call-ID", javaType = "String")
    public static final String SIP_CALL_ID = "CamelSipCallId";

    @Metadata(
            label = "consumer",
            description = "The user part of the request URI: the dialled extension",
            javaType = "String")
    public static final String EXTENSION = "CamelSipExtension";

    @Metadata(
            label = "consumer",
            description =
                    "The user part of the From header: who calls; the number that we called in a call of sip:dial",
            javaType = "String")
    public static final String CALLER = "CamelSipCaller";

    @Metadata(
            label = "consumer",
            description = "The display name of the From header; absent when the caller gave none",
            javaType = "String")
    public static final String CALLER_NAME = "CamelSipCallerName";

    @Metadata(
            label = "consumer",
            description = "Where the INVITE came from: address:port of its packet",
            javaType = "String")
    public static final String REMOTE_ADDRESS = "CamelSipRemoteAddress";

    @Metadata(label = "consumer", description = "The INVITE's transport: udp or tcp", javaType = "String")
    public static final String TRANSPORT = "CamelSipTransport";

    @Metadata(label = "consumer", description = "When the INVITE came, in ms since the epoch", javaType = "Long")
    public static final String INVITED_AT = "CamelSipInvitedAt";

    @Metadata(
            description = "From the INVITE to our 200, in ms; absent when the call was not answered",
            javaType = "Long")
    public static final String ANSWER_LATENCY_MS = "CamelSipAnswerLatencyMs";

    @Metadata(
            label = "consumer",
            description = "sip:ended: whether there was a 200, ours or the callee's",
            javaType = "Boolean")
    public static final String ANSWERED = "CamelSipAnswered";

    @Metadata(
            label = "consumer",
            description = "sip:ended: whether the caller acknowledged our 200, so that there was a conversation",
            javaType = "Boolean")
    public static final String CONFIRMED = "CamelSipConfirmed";

    @Metadata(
            label = "consumer",
            description = "sip:ended: the status that the call was refused with, by us or by the other side",
            javaType = "Integer")
    public static final String STATUS = "CamelSipStatus";

    @Metadata(
            description =
                    "Consumer sip:changed sets it to true; with it, sip:answer and sip:reject are for the offer that"
                            + " came in mid-call, and not for the call",
            javaType = "Boolean")
    public static final String OFFER = "CamelSipOffer";

    @Metadata(
            description =
                    "Consumer sip:referred: the SIP address that the caller refers us to; all other consumers: the number that"
                            + " we called, absent for a call to us. Producer sip:transfer: whom to hand the caller over to, an"
                            + " extension, a number or a SIP address; producer sip:dial: the number to call",
            javaType = "String")
    public static final String TARGET = "CamelSipTarget";

    @Metadata(
            label = "producer",
            description =
                    "sip:transfer: the CamelVoiceCallId of another call of ours, with whose other side the caller is"
                            + " connected (attended transfer)",
            javaType = "String")
    public static final String WITH_CALL = "CamelSipWithCall";

    @Metadata(
            label = "producer",
            description = "Set by every producer: whether it was done. False when the call was over already, or in a"
                    + " state that rules it out",
            javaType = "Boolean")
    public static final String DONE = "CamelSipDone";

    @Metadata(
            description = "Consumer sip:ended: why the call ended. Producer sip:hangup: the reason to record",
            javaType = "ai.openclaw.voice.call.EndReason")
    public static final String END_REASON = "CamelSipEndReason";

    @Metadata(
            label = "consumer",
            description = "sip:ended: what the Reason header of the caller's BYE or CANCEL says (RFC 3326)",
            javaType = "String")
    public static final String PEER_REASON = "CamelSipPeerReason";

    @Metadata(label = "consumer", description = "From the INVITE to the end, in ms", javaType = "Long")
    public static final String DURATION_MS = "CamelSipDurationMs";

    @Metadata(
            label = "consumer",
            description = "Who dialled: INBOUND for a call to us, OUTBOUND for one of sip:dial",
            javaType = "ai.openclaw.voice.call.Direction")
    public static final String DIRECTION = "CamelSipDirection";

    @Metadata(
            label = "producer",
            description = "sip:dial: the number that the callee is to see (P-Preferred-Identity); absent for our own",
            javaType = "String")
    public static final String CALLER_ID = "CamelSipCallerId";

    @Metadata(
            label = "producer",
            description = "sip:dial: how long it may take until the call is answered, in ms; then it is given up",
            javaType = "Long")
    public static final String RING_TIMEOUT_MS = "CamelSipRingTimeoutMs";

    @Metadata(
            label = "consumer",
            description =
                    "sip:ended: which system had the call: the name that sip:proxy gave the other one; absent when we"
                            + " had it",
            javaType = "String")
    public static final String VERSION = VoiceHeaders.VERSION;

    private SipConstants() {}
}
