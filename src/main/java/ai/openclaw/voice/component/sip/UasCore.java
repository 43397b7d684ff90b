package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.SerialExecutor;
import ai.openclaw.voice.component.sip.proxy.Cancellable;
import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.ServerTransactionExt;
import gov.nist.javax.sip.SipListenerExt;
import gov.nist.javax.sip.header.extensions.ReplacesHeader;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;
import javax.sip.header.Parameters;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user agent server: what JAIN SIP lets through is checked, answered at once or handed to the call it belongs to. Runs
 * on the stack's threads, so nothing here waits.
 */
final class UasCore implements SipListenerExt {
    private static final Logger LOG = LoggerFactory.getLogger(UasCore.class);

    private final SipStack stack;
    private final Switchboard board;
    private final Reception reception;
    private final InDialogRequests inDialog;
    private final InvitesSeen seen = new InvitesSeen();
    private final List<RequestTaker> takers = new CopyOnWriteArrayList<>();
    private volatile Consumer<Response> strays = response -> {};

    /** Whether we take requests that begin something. */
    interface Reception {
        boolean isOpenForCalls();

        boolean isOpenForOptions();
    }

    UasCore(Switchboard board, Reception reception) {
        this.board = board;
        this.stack = board.stack();
        this.reception = reception;
        this.inDialog = new InDialogRequests(board);
    }

    /** Tells whom responses go to that belong to no transaction of ours any more. */
    void strays(Consumer<Response> strays) {
        this.strays = strays;
    }

    /** Adds whoever looks at each request before the user agent does; the first that takes it has it. */
    void first(RequestTaker taker) {
        takers.add(taker);
    }

    @Override
    public void processRequest(RequestEvent event) {
        Request request = event.getRequest();
        stack.incomingConnections().heard(request);
        if (!stack.listensOn(((ViaHeader) request.getHeader(ViaHeader.NAME)).getTransport())) {
            // JAIN SIP would answer over the transport that Via claims, and fails when there is none.
            LOG.debug("A {} that claims to have come over another transport is dropped", request.getMethod());
            return;
        }
        try {
            for (RequestTaker taker : takers) {
                if (taker.take(event)) {
                    return;
                }
            }
            if (request.getMethod().equals(Request.ACK)) {
                acknowledged(event);
                return;
            }
            ServerTransaction transaction = event.getServerTransaction();
            if (transaction == null) {
                transaction = stack.newServerTransaction(request);
            }
            try {
                dispatch(event, request, transaction);
            } catch (RuntimeException e) {
                LOG.warn("A {} could not be handled", request.getMethod(), e);
                reply(transaction, Response.SERVER_INTERNAL_ERROR);
            }
        } catch (TransactionAlreadyExistsException e) {
            LOG.debug("A repeated {} is dropped", request.getMethod());
        } catch (TransactionUnavailableException e) {
            refuseWithoutTransaction(request);
        } catch (RuntimeException e) {
            LOG.debug("A {} could not be answered", request.getMethod(), e);
        }
    }

    /** JAIN SIP makes no transaction for a request without a header that its method must have. */
    private void refuseWithoutTransaction(Request request) {
        RequestCheck.Fault fault = RequestCheck.fault(request, stack.messages(), board.configuration())
                .orElse(new RequestCheck.Fault(Response.BAD_REQUEST, "A header is missing", null));
        try {
            stack.sendStateless(refusal(request, fault));
        } catch (SipException e) {
            LOG.debug("{} could not be sent", fault.status(), e);
        }
    }

    private Response refusal(Request request, RequestCheck.Fault fault) {
        Response response = stack.messages().response(fault.status(), request);
        stack.messages().addWarning(response, fault.text());
        if (fault.header() != null) {
            response.setHeader(fault.header());
        }
        return response;
    }

    private void dispatch(RequestEvent event, Request request, ServerTransaction transaction) {
        RequestCheck.Fault fault = RequestCheck.fault(request, stack.messages(), board.configuration())
                .orElse(null);
        if (fault != null) {
            send(transaction, refusal(request, fault));
            return;
        }
        switch (request.getMethod()) {
            case Request.INVITE -> invited(event, request, transaction);
            case Request.CANCEL -> cancelled(transaction);
            case Request.OPTIONS -> options(request, transaction);
            default -> inDialog.handle(event, request, transaction);
        }
    }

    private void invited(RequestEvent event, Request request, ServerTransaction transaction) {
        if (((ToHeader) request.getHeader(ToHeader.NAME)).getTag() != null) {
            inDialog.handle(event, request, transaction);
            return;
        }
        boolean full = board.legs().size() >= board.configuration().getMaxCalls();
        if (!reception.isOpenForCalls() || full) {
            Response response = stack.messages().response(Response.SERVICE_UNAVAILABLE, request);
            stack.messages().addWarning(response, full ? "Too many calls" : "Not ready for calls");
            send(transaction, response);
            return;
        }
        if (request.getHeader(ReplacesHeader.NAME) instanceof ReplacesHeader replaces) {
            replacement(request, transaction, replaces);
            return;
        }
        switch (seen.judge(request)) {
            case REPEATED -> {
                LOG.debug("An INVITE that was answered already is dropped");
                return;
            }
            case MERGED -> {
                reply(transaction, Response.LOOP_DETECTED);
                return;
            }
            case NEW -> {
                // Goes on.
            }
        }
        CallInfo info = InviteReader.read(request, CallId.fresh());
        CallDialog dialog = new CallDialog(stack, null, info.extension(), info.transport());
        IncomingInvite invite = new IncomingInvite(stack, transaction, dialog);
        SerialExecutor serial = new SerialExecutor(board.timers().threads(), info.callId());
        new IncomingCall(info, invite, dialog, serial, board).begin();
    }

    /** RFC 3891: the INVITE takes the place of a call, as the end of an attended transfer. */
    private void replacement(Request request, ServerTransaction transaction, ReplacesHeader replaces) {
        CallLeg leg = board.legs().all().stream()
                .filter(one -> one.dialog() != null && one.dialog().isMeantBy(replaces))
                .findFirst()
                .orElse(null);
        CallInfo info = InviteReader.read(request, CallId.fresh());
        if (leg == null) {
            reply(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
        } else if (!leg.info().comesFromTheSameHostAs(info)) {
            // Who knows a dialog's tags may have overheard them; the exchange that the call came from has not.
            reply(transaction, Response.FORBIDDEN);
        } else if (((Parameters) replaces).getParameter("early-only") != null) {
            reply(transaction, Response.BUSY_HERE);
        } else {
            try {
                Replacement replacement = new Replacement(board, leg, info, transaction);
                int refusal = leg.transfers().replaced(replacement, info.offer());
                if (refusal != 0) {
                    replacement.refuse(refusal, null);
                }
            } catch (SipException e) {
                LOG.debug("No dialog can be made for an INVITE", e);
                reply(transaction, Response.SERVER_INTERNAL_ERROR);
            }
        }
    }

    private void cancelled(ServerTransaction transaction) {
        ServerTransaction invite =
                transaction instanceof ServerTransactionExt cancel ? cancel.getCanceledInviteTransaction() : null;
        if (invite == null) {
            reply(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            return;
        }
        // RFC 3261 section 9.2: the CANCEL itself gets a 200 even when it comes too late to change anything.
        reply(transaction, Response.OK);
        if (invite.getApplicationData() instanceof IncomingCall call) {
            call.cancel(InviteReader.reason(transaction.getRequest()));
        } else if (invite.getApplicationData() instanceof Cancellable offered) {
            offered.cancel();
        }
    }

    private void options(Request request, ServerTransaction transaction) {
        boolean open = reception.isOpenForOptions();
        Response response = stack.messages().response(open ? Response.OK : Response.SERVICE_UNAVAILABLE, request);
        stack.messages().addAbilities(response);
        send(transaction, response);
    }

    private void acknowledged(RequestEvent event) {
        CallLeg leg = InDialogRequests.legOf(event);
        if (leg != null) {
            leg.acknowledged(InviteReader.sdp(event.getRequest()));
        }
    }

    private void reply(ServerTransaction transaction, int status) {
        send(transaction, stack.messages().response(status, transaction.getRequest()));
    }

    static void send(ServerTransaction transaction, Response response) {
        try {
            transaction.sendResponse(response);
        } catch (SipException | InvalidArgumentException e) {
            LOG.debug("{} could not be sent", response.getStatusCode(), e);
        }
    }

    @Override
    public void processResponse(ResponseEvent event) {
        try {
            if (event.getClientTransaction() == null) {
                strays.accept(event.getResponse());
                OutgoingCall.hangUpSecond(event, board);
            }
            if (stack.takesProgress(event, board.timers().threads())) {
                SipStack.answersOf(event.getClientTransaction()).answered(event);
            }
        } catch (RuntimeException e) {
            LOG.warn("A response could not be handled", e);
        }
        if (event.getResponse().getStatusCode() >= Response.OK) {
            SipStack.settled(event.getClientTransaction());
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        if (!event.isServerTransaction()) {
            SipStack.answersOf(event.getClientTransaction()).unanswered();
            SipStack.settled(event.getClientTransaction());
        }
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        if (!event.isServerTransaction()) {
            SipStack.settled(event.getClientTransaction());
        }
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        if (event.getDialog().getApplicationData() instanceof CallLeg leg) {
            leg.dialogLost(event.getDialog());
        }
    }

    @Override
    public void processDialogTimeout(DialogTimeoutEvent event) {
        // JAIN SIP leaves the dialog in memory unless it is told to delete it.
        event.getDialog().delete();
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        LOG.debug("Lost {} to {}:{}", event.getTransport(), event.getHost(), event.getPort());
    }
}
