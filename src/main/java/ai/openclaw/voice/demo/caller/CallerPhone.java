package ai.openclaw.voice.demo.caller;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A telephone that places one call, with its own SIP (RFC 3261, UDP or TCP) and RTP on plain sockets. {@link #place}
 * sends the INVITE and returns; {@link #awaitOutcome} tells what became of it; {@link #media} speaks and listens.
 * Closing it hangs up. Thread-safe.
 */
public final class CallerPhone implements AutoCloseable {
    private static final List<String> ALLOW = List.of("Allow: INVITE, ACK, CANCEL, BYE, OPTIONS");

    private final CallerOptions options;
    private final InetSocketAddress firstHop;
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "caller-sip-timers");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, ClientTransaction> transactions = new HashMap<>();
    private final CompletableFuture<CallOutcome> outcome = new CompletableFuture<>();
    private final CompletableFuture<CallEnd> ended = new CompletableFuture<>();
    private final List<Integer> provisionals = new ArrayList<>();
    private final long placedNanos = System.nanoTime();
    private SipWire wire;
    private ServerTransactions requests;
    private Dialog dialog;
    private CallerMedia media;
    private CallerSdp sdp;
    private String inviteBranch;
    private int inviteCseq;
    private String ack;
    private boolean cancelling;
    private boolean cancelSent;
    private boolean closed;

    private CallerPhone(CallerOptions options) {
        this.options = options;
        this.firstHop = new InetSocketAddress(options.target.host(), options.target.port());
    }

    /**
     * Sends the INVITE. A far end that cannot be reached shows as an {@linkplain #awaitOutcome outcome}, not here.
     *
     * @throws IOException when no local port can be had
     */
    public static CallerPhone place(CallerOptions options) throws IOException {
        CallerPhone phone = new CallerPhone(options);
        phone.begin();
        return phone;
    }

    private synchronized void begin() throws IOException {
        InetAddress local = SipWire.localAddress(options.localAddress, firstHop);
        CallerSrtp srtp = options.srtp ? new CallerSrtp() : null;
        media = new CallerMedia(options, local, srtp);
        sdp = new CallerSdp(local.getHostAddress(), media.port(), options.telephoneEvent, srtp);
        try {
            wire = SipWire.open(options.transport, local, firstHop, this::onMessage);
        } catch (ConnectException | SocketTimeoutException refused) {
            notAnswered(503, "cannot connect to " + options.target.host() + ":" + options.target.port(), null);
            return;
        }
        requests = new ServerTransactions(wire, timers, ended::isDone);
        dialog = new Dialog(options, wire, firstHop);
        inviteCseq = dialog.nextCseq();
        inviteBranch = Dialog.freshBranch();
        String body = options.offer ? options.sdp.apply(sdp.describe(options.codecs, "sendrecv")) : "";
        List<String> headers = new ArrayList<>(List.of("Contact: " + dialog.contact(), ALLOW.get(0)));
        headers.addAll(options.extraHeaders);
        String invite = options.invite.apply(dialog.request("INVITE", inviteCseq, inviteBranch, headers, body));
        transact(true, inviteBranch, invite, () -> notAnswered(408, "no response within 32 s", null));
    }

    private ClientTransaction transact(boolean invite, String branch, String message, Runnable onTimeout) {
        InetSocketAddress to = invite && ack == null ? firstHop : dialog.nextHop();
        ClientTransaction transaction =
                new ClientTransaction(invite, options.transport == Transport.UDP, () -> wire.send(message, to), timers);
        transactions.put(branch + (message.startsWith("CANCEL") ? "c" : ""), transaction);
        transaction.begin(onTimeout);
        return transaction;
    }

    private synchronized void onMessage(SipMessage message, InetSocketAddress source) {
        if (closed || !message.header("Call-ID").equals(dialog.callId)) {
            return;
        }
        if (message.isResponse()) {
            onResponse(message);
        } else {
            onRequest(message, source);
        }
    }

    private void onResponse(SipMessage response) {
        boolean toCancel = response.method().equals("CANCEL");
        ClientTransaction transaction = transactions.get(response.branch() + (toCancel ? "c" : ""));
        if (transaction == null) {
            return;
        }
        if (response.status() < 200) {
            transaction.provisional();
            if (response.branch().equals(inviteBranch)) {
                provisionals.add(response.status());
                sendCancel();
            }
            return;
        }
        transaction.complete(response);
        if (!transaction.invite) {
            return;
        }
        if (response.branch().equals(inviteBranch)) {
            onInviteFinal(response);
        } else {
            acknowledge(response, response.branch());
        }
    }

    private void onInviteFinal(SipMessage response) {
        if (response.status() >= 300) {
            wire.send(dialog.ackOfRefusal(inviteCseq, inviteBranch, response), firstHop);
            notAnswered(response.status(), response.reason(), response);
            return;
        }
        if (ack != null) {
            // The far side did not get our ACK and repeats its answer (13.2.2.4).
            wire.send(ack, dialog.nextHop());
            return;
        }
        dialog.establish(response);
        CallerSdp.Remote remote = sdp.read(response.body());
        String body = options.offer || remote == null || remote.codec() == null ? "" : sdp.answer(remote);
        ack = dialog.request("ACK", inviteCseq, Dialog.freshBranch(), List.of(), body);
        if (!options.acknowledge) {
            transactions.clear();
        } else {
            wire.send(ack, dialog.nextHop());
        }
        if (remote != null && remote.codec() != null) {
            media.start(remote);
        }
        outcome.complete(new CallOutcome(
                response.status(),
                response.reason(),
                response.headerMap(),
                setupMs(),
                List.copyOf(provisionals),
                false,
                response.body()));
        if (cancelling || remote == null || remote.codec() == null) {
            // Our CANCEL crossed the answer, or the answer cannot be used: the call is hung up (15.1.1).
            hangUp();
        }
    }

    private void acknowledge(SipMessage response, String branch) {
        int number = response.cseq();
        String text = response.status() < 300
                ? dialog.request("ACK", number, Dialog.freshBranch(), List.of(), "")
                : dialog.ackOfRefusal(number, branch, response);
        wire.send(text, dialog.nextHop());
    }

    private void onRequest(SipMessage request, InetSocketAddress source) {
        String method = request.method();
        if (method.equals("ACK")) {
            requests.acknowledged();
            return;
        }
        requests.answer(request, source, this::respond);
        if (method.equals("BYE")) {
            end(CallEnd.FAR_SIDE);
        }
    }

    private String respond(SipMessage request) {
        switch (request.method()) {
            case "BYE", "OPTIONS":
                return dialog.response(request, "200 OK", ALLOW, "");
            case "INVITE":
                CallerSdp.Remote remote = sdp.read(request.body());
                if (!request.body().isBlank() && (remote == null || remote.codec() == null)) {
                    return dialog.response(request, "488 Not Acceptable Here", List.of(), "");
                }
                dialog.retarget(request);
                if (remote != null) {
                    media.redirect(remote);
                }
                String body = remote == null ? sdp.describe(options.codecs, "sendrecv") : sdp.answer(remote);
                return dialog.response(request, "200 OK", List.of("Contact: " + dialog.contact()), body);
            default:
                return dialog.response(request, "405 Method Not Allowed", ALLOW, "");
        }
    }

    private void notAnswered(int status, String reason, SipMessage response) {
        // Before the outcome: whoever waits for that asks at once how the call ended.
        end(cancelling ? CallEnd.CANCELLED : CallEnd.NOT_ANSWERED);
        outcome.complete(new CallOutcome(
                status,
                reason,
                response == null ? Map.of() : response.headerMap(),
                setupMs(),
                List.copyOf(provisionals),
                response == null,
                response == null ? "" : response.body()));
    }

    private long setupMs() {
        return Math.round((System.nanoTime() - placedNanos) / 1e6);
    }

    private void end(CallEnd reason) {
        ended.complete(reason);
        media.close();
    }

    /**
     * Waits for the INVITE's final response.
     *
     * @throws TimeoutException when none came within the deadline (it may still come)
     */
    public CallOutcome awaitOutcome(Duration deadline) throws InterruptedException, TimeoutException {
        return await(outcome, deadline);
    }

    /** Completed with the final response. */
    public CompletableFuture<CallOutcome> outcome() {
        return outcome.copy();
    }

    /** Completed when the call is over for the caller. */
    public CompletableFuture<CallEnd> ended() {
        return ended.copy();
    }

    /** @throws TimeoutException when the call still goes on at the deadline */
    public CallEnd awaitEnd(Duration deadline) throws InterruptedException, TimeoutException {
        return await(ended, deadline);
    }

    private static <T> T await(CompletableFuture<T> future, Duration deadline)
            throws InterruptedException, TimeoutException {
        try {
            return future.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    public CallerMedia media() {
        return media;
    }

    /** SIP's Call-ID. Null when the far end could not even be connected to. */
    public String sipCallId() {
        return dialog == null ? null : dialog.callId;
    }

    /** Gives up before the answer: CANCEL, as soon as a provisional response permits it (RFC 3261, 9.1). */
    public synchronized void cancel() {
        cancelling = true;
        if (!provisionals.isEmpty()) {
            sendCancel();
        }
    }

    private void sendCancel() {
        if (cancelling && !cancelSent && !outcome.isDone()) {
            cancelSent = true;
            transact(false, inviteBranch, dialog.request("CANCEL", inviteCseq, inviteBranch, List.of(), ""), () -> {});
        }
    }

    /** Sends BYE. Completed with its response's status; with 408 when none came, with 0 when there was no call. */
    public synchronized CompletableFuture<Integer> hangUp() {
        if (ack == null || ended.isDone()) {
            return CompletableFuture.completedFuture(0);
        }
        CompletableFuture<Integer> status = new CompletableFuture<>();
        String branch = Dialog.freshBranch();
        String bye = dialog.request("BYE", dialog.nextCseq(), branch, List.of(), "");
        ClientTransaction transaction = transact(false, branch, bye, () -> status.complete(408));
        transaction.finalResponse.thenAccept(response -> status.complete(response.status()));
        end(CallEnd.CALLER);
        return status;
    }

    /** Holds the call by re-INVITE ({@code sendonly}); completed with the response's status. */
    public CompletableFuture<Integer> hold() {
        return reinvite("sendonly");
    }

    /** Takes the call off hold; completed with the response's status. */
    public CompletableFuture<Integer> resume() {
        return reinvite("sendrecv");
    }

    private synchronized CompletableFuture<Integer> reinvite(String direction) {
        if (ack == null || ended.isDone()) {
            throw new IllegalStateException("the call is not up");
        }
        CompletableFuture<Integer> status = new CompletableFuture<>();
        String branch = Dialog.freshBranch();
        String text = dialog.request(
                "INVITE",
                dialog.nextCseq(),
                branch,
                List.of("Contact: " + dialog.contact()),
                sdp.describe(List.of(media.codec()), direction));
        ClientTransaction transaction = transact(true, branch, text, () -> status.complete(408));
        transaction.finalResponse.thenAccept(response -> {
            CallerSdp.Remote remote = sdp.read(response.body());
            if (response.status() < 300 && remote != null && remote.codec() != null) {
                media.redirect(remote);
            }
            status.complete(response.status());
        });
        return status;
    }

    /** The caller's battery is empty: all sockets close without a word. */
    public synchronized void vanish() {
        ended.complete(CallEnd.VANISHED);
        shut();
    }

    /** Hangs up or cancels, waits a moment for the response, and frees the sockets. */
    @Override
    public void close() {
        try {
            if (!outcome.isDone()) {
                cancel();
                ended.get(2, TimeUnit.SECONDS);
            } else {
                hangUp().get(2, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException farEndGone) {
            // It had its chance; the sockets are closed all the same.
        }
        synchronized (this) {
            shut();
        }
    }

    private void shut() {
        closed = true;
        timers.shutdownNow();
        media.close();
        if (wire != null) {
            wire.close();
        }
    }
}
