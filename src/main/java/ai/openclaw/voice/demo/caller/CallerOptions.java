package ai.openclaw.voice.demo.caller;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** How a call is to be placed. Start with {@link #to(String)}; everything else has a default. */
public final class CallerOptions {
    final SipUri target;
    Transport transport = Transport.UDP;
    String fromUser = "caller";
    String displayName = "Built-in caller";
    String localAddress;
    List<Codec> codecs = List.of(Codec.PCMU, Codec.PCMA);
    boolean telephoneEvent = true;
    boolean offer = true;
    boolean sendRtp = true;
    boolean srtp;
    boolean acknowledge = true;
    boolean recordAudio = true;
    RtpFaults faults = RtpFaults.NONE;
    Double echoDb;
    int echoMs;
    UnaryOperator<String> sdp = UnaryOperator.identity();
    UnaryOperator<String> invite = UnaryOperator.identity();
    final List<String> extraHeaders = new ArrayList<>();

    private CallerOptions(SipUri target) {
        this.target = target;
    }

    /**
     * @param uri for example {@code sip:9001@127.0.0.1:5062}
     * @throws IllegalArgumentException when it is no SIP URI
     */
    public static CallerOptions to(String uri) {
        return new CallerOptions(SipUri.parse(uri));
    }

    public CallerOptions over(Transport transport) {
        this.transport = transport;
        return this;
    }

    /** The user part and display name of From. */
    public CallerOptions from(String user, String displayName) {
        this.fromUser = user;
        this.displayName = displayName;
        return this;
    }

    /** The address to bind to; by default the one from which the target is reached. */
    public CallerOptions localAddress(String address) {
        this.localAddress = address;
        return this;
    }

    /** The codecs to offer, best first. Default PCMU, PCMA. */
    public CallerOptions codecs(Codec... codecs) {
        this.codecs = List.of(codecs);
        return this;
    }

    public CallerOptions withoutTelephoneEvent() {
        telephoneEvent = false;
        return this;
    }

    /** INVITE without SDP: the far side offers in its 200, the caller answers in its ACK (RFC 3261, 13.2.1). */
    public CallerOptions withoutOffer() {
        offer = false;
        return this;
    }

    /** Not one RTP packet is sent. */
    public CallerOptions withoutRtp() {
        sendRtp = false;
        return this;
    }

    /** Sound goes protected or not at all: offers {@code RTP/SAVP} with a key in the SDP (RFC 4568), and nothing else. */
    public CallerOptions protectedBySrtp() {
        srtp = true;
        return this;
    }

    /** The 200 is never acknowledged. */
    public CallerOptions withoutAck() {
        acknowledge = false;
        return this;
    }

    /** Keeps no sound, for long calls and for many at a time. */
    public CallerOptions withoutRecording() {
        recordAudio = false;
        return this;
    }

    public CallerOptions faults(RtpFaults faults) {
        this.faults = faults;
        return this;
    }

    /**
     * What is heard goes back, as an ill-adjusted phone returns it.
     *
     * @param db how loud, relative to what was heard
     * @param ms how late
     */
    public CallerOptions echo(double db, int ms) {
        echoDb = db;
        echoMs = ms;
        return this;
    }

    /** Changes the offer before it is sent, for malformed or odd SDP. */
    public CallerOptions sdp(UnaryOperator<String> change) {
        this.sdp = change;
        return this;
    }

    /** Changes the whole INVITE before it is sent, for malformed or odd SIP. */
    public CallerOptions invite(UnaryOperator<String> change) {
        this.invite = change;
        return this;
    }

    public CallerOptions header(String name, String value) {
        extraHeaders.add(name + ": " + value);
        return this;
    }

    public SipUri target() {
        return target;
    }
}
