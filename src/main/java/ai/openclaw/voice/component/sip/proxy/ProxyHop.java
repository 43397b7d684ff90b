package ai.openclaw.voice.component.sip.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.address.SipURI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hop that calls to another system go through. Its Record-Route has everything that is said in such a call come by, in
 * both directions; it makes no dialog of its own of it.
 */
public final class ProxyHop {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyHop.class);

    private final Wire wire;
    private final HopTimes times;
    private final Map<String, ProxiedCall> calls = new ConcurrentHashMap<>();
    /** host:port of the systems that calls are passed on to. */
    private final Set<String> systems = ConcurrentHashMap.newKeySet();

    public ProxyHop(Wire wire, HopTimes times) {
        this.wire = wire;
        this.times = times;
    }

    /**
     * Reads where another system is.
     *
     * @param address for example {@code sip:127.0.0.1:5070} or {@code sip:192.0.2.7:5070;transport=tcp}
     * @throws IllegalArgumentException when it is no SIP address
     */
    public static SipURI system(String address) {
        if (address == null || address.isBlank()) {
            throw new IllegalArgumentException(
                    "sip:proxy needs the address of another system, for example" + " sip:proxy?uri=sip:127.0.0.1:5070");
        }
        return Edits.sipAddress(address.strip());
    }

    Wire wire() {
        return wire;
    }

    HopTimes times() {
        return times;
    }

    /**
     * Names a system that calls are passed on to. What comes from it, and what goes to it, is passed on even when its call is
     * not known here: so that calls can be hung up that were begun before we were started, or that have just ended.
     */
    public void knows(SipURI system) {
        systems.add(place(system.getHost(), system.getPort(), Edits.transport(system)));
    }

    private static String place(String host, int port, String transport) {
        return host + ":" + (port > 0 ? port : transport.equals("tls") ? 5061 : 5060);
    }

    /** Whether it comes from a system that is known, or goes to one. All else would make us anybody's relay. */
    private boolean isWithAKnownSystem(Request request) {
        SIPRequest received = (SIPRequest) request;
        if (received.getPeerPacketSourceAddress() != null
                && systems.contains(place(
                        received.getPeerPacketSourceAddress().getHostAddress(),
                        received.getPeerPacketSourcePort(),
                        "udp"))) {
            return true;
        }
        Request onward = Edits.onward(request);
        Edits.popOwnRoutes(onward, wire);
        SipURI next = Edits.nextHop(onward);
        return next != null && systems.contains(place(next.getHost(), next.getPort(), Edits.transport(next)));
    }

    /** How many calls are passed on now. */
    public int callCount() {
        return calls.size();
    }

    /** Why an INVITE may not be passed on: 483 when it has come too far, 482 when we have passed it on before. */
    public Optional<Integer> obstacle(Request invite) {
        if (Edits.hasTravelledEnough(invite)) {
            return Optional.of(Response.TOO_MANY_HOPS);
        }
        return Branches.isLoop(invite, wire) ? Optional.of(Response.LOOP_DETECTED) : Optional.empty();
    }

    /**
     * Makes a call of an INVITE; {@link ProxiedCall#passOn} sends it.
     *
     * @param marks headers that the INVITE gets, and each response to it
     */
    public ProxiedCall call(ServerTransaction invite, Map<String, String> marks, ProxiedCall.Listener listener) {
        return new ProxiedCall(this, invite, marks, listener);
    }

    void remember(ProxiedCall call) {
        calls.put(call.key(), call);
    }

    void forget(ProxiedCall call) {
        calls.remove(call.key(), call);
    }

    static String key(String callId, String callerTag) {
        return callId + "|" + callerTag;
    }

    /**
     * Deals with what belongs to calls that were passed on.
     *
     * @return false when the request is somebody else's to answer
     */
    public boolean take(RequestEvent event) {
        Request request = event.getRequest();
        if (request.getMethod().equals(Request.CANCEL)) {
            return false;
        }
        if (Tags.to(request) == null) {
            return isRepeatedInvite(request);
        }
        if (!Edits.isOwn(Edits.topRoute(request), wire)) {
            return false;
        }
        try {
            route(event, request);
        } catch (TransactionAlreadyExistsException e) {
            LOG.debug("A repeated {} is dropped", request.getMethod());
        } catch (SipException | RuntimeException e) {
            LOG.debug("A {} could not be passed on", request.getMethod(), e);
        }
        return true;
    }

    /** One that comes again after its 2xx meets no transaction any more, and must not become a call of its own. */
    private boolean isRepeatedInvite(Request request) {
        ProxiedCall call = calls.get(key(callIdOf(request), Tags.from(request)));
        return call != null && request.getMethod().equals(Request.INVITE) && call.isBegunBy(request);
    }

    private void route(RequestEvent event, Request request) throws SipException {
        boolean ack = request.getMethod().equals(Request.ACK);
        ServerTransaction server = ack ? null : wire.serverTransaction(event);
        ProxiedCall call = callOf(request);
        int obstacle = Edits.hasTravelledEnough(request)
                ? Response.TOO_MANY_HOPS
                : call == null && !isWithAKnownSystem(request) ? Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST : 0;
        if (obstacle > 0) {
            refuse(server, obstacle);
            return;
        }
        try {
            Request onward = onward(request, null);
            if (ack) {
                wire.send(onward);
            } else {
                passOn(server, call, request, onward);
            }
        } catch (SipException | RuntimeException e) {
            LOG.debug("A {} cannot be passed on", request.getMethod(), e);
            refuse(server, Response.SERVER_INTERNAL_ERROR);
            if (request.getMethod().equals(Request.BYE) && call != null) {
                call.saidBye(request);
            }
        }
    }

    private void passOn(ServerTransaction server, ProxiedCall call, Request request, Request onward)
            throws SipException {
        if (call != null) {
            call.heardOf();
        }
        if (!request.getMethod().equals(Request.INVITE)) {
            new ForwardedRequest(wire, server, response -> settled(call, request, response)).send(onward);
            return;
        }
        refuse(server, Response.TRYING);
        ForwardedInvite.Fate fate = new ForwardedInvite.Fate() {
            @Override
            public void answered(Response ok) {
                if (call != null) {
                    call.refreshed(ok);
                }
            }
        };
        ForwardedInvite again = new ForwardedInvite(wire, times, server, fate, Map.of());
        server.setApplicationData(again);
        again.send(onward, 0);
    }

    private static void settled(ProxiedCall call, Request request, Response response) {
        int status = response.getStatusCode();
        if (call == null) {
            return;
        }
        if (request.getMethod().equals(Request.BYE)) {
            // Whoever is asked for a password says it again.
            if (status != Response.UNAUTHORIZED && status != Response.PROXY_AUTHENTICATION_REQUIRED) {
                call.saidBye(request);
            }
        } else if (request.getMethod().equals(Request.UPDATE) && status / 100 == 2) {
            call.refreshed(response);
        }
    }

    /** A 2xx that belongs to no transaction any more: one that is repeated until its ACK comes, or that of a fork. */
    public void stray(Response response) {
        ViaHeader via = (ViaHeader) response.getHeader(ViaHeader.NAME);
        ProxiedCall call = callOf(response);
        if (call == null
                || response.getStatusCode() / 100 != 2
                || via == null
                || !Branches.isOurs(via.getBranch())
                || !((CSeqHeader) response.getHeader(CSeqHeader.NAME))
                        .getMethod()
                        .equals(Request.INVITE)) {
            return;
        }
        call.strayed(response);
    }

    /**
     * The copy of a request that goes to the next hop.
     *
     * @param system where a new call goes; null for what is said within a call, whose route says it
     */
    Request onward(Request request, SipURI system) throws SipException {
        String cameOver = Edits.transport((ViaHeader) request.getHeader(ViaHeader.NAME));
        String branch = Branches.fresh(request);
        Request onward = Edits.onward(request);
        if (system == null) {
            Edits.popOwnRoutes(onward, wire);
        } else {
            // Where it goes has been decided: whoever led it to us has had their say.
            onward.removeHeader("Route");
            onward.setRequestURI(Edits.dialledAt(system, request.getRequestURI()));
        }
        SipURI next = Edits.nextHop(onward);
        if (next == null) {
            throw new SipException("The next hop is no SIP address");
        }
        String goesOver = Edits.transport(next);
        if (request.getMethod().equals(Request.INVITE)) {
            // RFC 5658: where the transports differ, each side is given the one it knows.
            if (!goesOver.equals(cameOver)) {
                Edits.addRecordRoute(onward, wire, cameOver);
            }
            Edits.addRecordRoute(onward, wire, goesOver);
        }
        Edits.addVia(onward, wire, goesOver, branch);
        return onward;
    }

    private ProxiedCall callOf(Message message) {
        String callId = callIdOf(message);
        ProxiedCall call = calls.get(key(callId, Tags.from(message)));
        return call != null || Tags.to(message) == null ? call : calls.get(key(callId, Tags.to(message)));
    }

    private static String callIdOf(Message message) {
        return ((CallIdHeader) message.getHeader(CallIdHeader.NAME)).getCallId();
    }

    private void refuse(ServerTransaction server, int status) {
        if (server == null) {
            return;
        }
        try {
            server.sendResponse(wire.response(status, server.getRequest()));
        } catch (SipException | InvalidArgumentException e) {
            LOG.debug("{} could not be sent", status, e);
        }
    }
}
