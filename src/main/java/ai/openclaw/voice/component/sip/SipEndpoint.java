package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.EndReason;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Take telephone calls over SIP: be told of new, confirmed, changed and ended calls; ring, answer, refuse and hang up.
 *
 * <p>Consumers: {@code sip:invite} (body: SDP offer), {@code sip:confirmed}, {@code sip:changed} (body: the SDP offer of a
 * re-INVITE or UPDATE; empty when the caller asks for ours), {@code sip:agreed} (body: the SDP answer to an offer of ours),
 * {@code sip:pressed} (body: a key), {@code sip:ended}; of calls that we place {@code sip:ringing} (body: the SDP of early
 * media, or empty) and {@code sip:answered} (body: SDP answer). Producers: {@code sip:ring}, {@code sip:progress} (body: SDP answer,
 * before the call is answered), {@code sip:answer} (body: SDP answer), {@code sip:proxy} (another system takes the call),
 * {@code sip:reject}, {@code sip:hangup}, {@code sip:dial} (body: our SDP offer).
 */
@UriEndpoint(
        firstVersion = "2.0.0",
        scheme = "sip",
        title = "SIP Telephony",
        syntax = "sip:action",
        category = {Category.NETWORKING},
        headersClass = SipConstants.class)
public class SipEndpoint extends DefaultEndpoint {
    @UriPath(
            enums =
                    "invite,confirmed,changed,agreed,pressed,referred,transferred,ended,ringing,answered,ring,progress,answer,proxy,reject,"
                            + "transfer,follow,hangup,dial",
            description =
                    "Consumers: invite, a new call; confirmed, our answer was acknowledged; changed, an offer in mid-call;"
                            + " agreed, the caller's answer to an offer of ours; pressed, a key told in signalling;"
                            + " referred, the caller refers us to somebody else; transferred, what became of a transfer; ended, a"
                            + " call is over, told once for each INVITE; ringing and answered, how a call of ours fares. Producers: ring, progress, answer, proxy, reject,"
                            + " transfer, follow (call whom we are referred to), hangup; dial, place a call")
    @Metadata(required = true)
    private String action;

    @UriParam(
            label = "producer",
            defaultValue = "486",
            description = "sip:reject: the final response's status, 300 to 699. 503 carries a Retry-After")
    private int status = 486;

    @UriParam(
            label = "producer",
            description = "sip:reject: why, for the human who reads the trace; goes into a Warning header")
    private String reason;

    @UriParam(
            label = "producer",
            defaultValue = "ASSISTANT_HANGUP",
            description = "sip:hangup: the reason to record, unless the header CamelSipEndReason or the body says one")
    private EndReason endReason = EndReason.ASSISTANT_HANGUP;

    @UriParam(
            label = "producer",
            description =
                    "sip:proxy: the system that is to take the call, for example sip:127.0.0.1:5070. It is asked for"
                            + " the user who was dialled, at its own address")
    private String uri;

    @UriParam(
            label = "producer",
            description =
                    "sip:proxy: what the other system is called in the header X-Voice-Version and in CamelVoiceVersion")
    private String version;

    @UriParam(
            label = "producer",
            defaultValue = "1500",
            description =
                    "sip:proxy: how long the other system may take to be heard of, in ms; then it counts as dead. Once it has"
                            + " said 100 Trying it has 8.5 s more. 0 leaves it the call whatever it does")
    private int timeoutMs = 1500;

    public SipEndpoint(String uri, SipComponent component) {
        super(uri, component);
    }

    @Override
    public SipComponent getComponent() {
        return (SipComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() {
        SipAction wanted = SipAction.of(action);
        if (wanted.isConsumed()) {
            throw new IllegalArgumentException("sip:" + action + " begins a route (from), nothing can be sent to it");
        }
        return new SipProducer(this, wanted);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        SipAction wanted = SipAction.of(action);
        if (!wanted.isConsumed()) {
            throw new IllegalArgumentException(
                    "sip:" + action + " is something to send to (to), no route begins there");
        }
        SipConsumer consumer = new SipConsumer(this, processor, wanted);
        configureConsumer(consumer);
        return consumer;
    }

    public String getAction() {
        return action;
    }

    public void setAction(String action) {
        this.action = action;
    }

    /** Not called getStatus: that is a service's own life cycle in Camel. */
    int rejectStatus() {
        return status;
    }

    public void setStatus(int status) {
        if (status < 300 || status > 699) {
            throw new IllegalArgumentException("status=" + status + " refuses nothing: it must be 300 to 699");
        }
        this.status = status;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getUri() {
        return uri;
    }

    public void setUri(String uri) {
        this.uri = uri;
    }

    public String getVersion() {
        return version;
    }

    public void setVersion(String version) {
        this.version = version;
    }

    public int getTimeoutMs() {
        return timeoutMs;
    }

    public void setTimeoutMs(int timeoutMs) {
        this.timeoutMs = timeoutMs;
    }

    public EndReason getEndReason() {
        return endReason;
    }

    public void setEndReason(EndReason endReason) {
        this.endReason = endReason;
    }
}
