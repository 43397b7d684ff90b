package ai.openclaw.voice.component.tts;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A response's body while it arrives, read with a deadline, which an input stream does not offer. */
final class ArrivingBytes implements HttpResponse.BodySubscriber<ArrivingBytes> {
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    private final long maxBytes;
    private long bytes;
    private volatile Flow.Subscription subscription;
    private volatile Throwable failure;
    private volatile boolean closed;

    /** @param maxBytes more than this is a failure, so that no service fills our memory */
    ArrivingBytes(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The body is handed over as soon as there is one, not when it is complete. */
    @Override
    public CompletionStage<ArrivingBytes> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        if (closed) {
            subscription.cancel();
        } else {
            subscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] piece = new byte[buffer.remaining()];
            buffer.get(piece);
            bytes += piece.length;
            if (piece.length > 0 && bytes <= maxBytes) {
                arrived.add(piece);
            }
        }
        if (bytes > maxBytes) {
            subscription.cancel();
            onError(new IllegalStateException("more than " + maxBytes + " bytes"));
        }
    }

    @Override
    public void onError(Throwable failure) {
        this.failure = failure;
        arrived.add(END);
    }

    @Override
    public void onComplete() {
        arrived.add(END);
    }

    /**
     * The next bytes, or null at the end.
     *
     * @param nanos how long they may take
     * @throws TtsException when they took longer, or the connection broke
     */
    byte[] next(long nanos) throws TtsException {
        byte[] piece;
        try {
            piece = arrived.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TtsException("interrupted", e);
        }
        if (closed) {
            return null;
        }
        if (piece == null) {
            throw new TtsException("the speech service fell silent");
        }
        if (piece == END) {
            arrived.add(END);
            if (failure != null) {
                throw new TtsException("the speech service broke off", failure);
            }
            return null;
        }
        return piece;
    }

    void close() {
        closed = true;
        arrived.add(END);
        Flow.Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
    }
}
