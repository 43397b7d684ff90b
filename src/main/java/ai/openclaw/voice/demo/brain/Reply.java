package ai.openclaw.voice.demo.brain;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Plays the steps of one streamed reply, in their time. Confined to the connection's event loop. */
final class Reply {
    /** A long answer without pauses must begin to arrive before it is written to its end. */
    private static final int STEPS_TO_A_FLUSH = 32;

    private final ChannelHandlerContext context;
    private final List<Step> steps;
    private final Runnable onEnd;
    private Future<?> due;
    private int next;

    /** @param onEnd the reply is over for us, however it ended, unless {@link #stop} came first */
    Reply(ChannelHandlerContext context, List<Step> steps, Runnable onEnd) {
        this.context = context;
        this.steps = steps;
        this.onEnd = onEnd;
    }

    void play() {
        while (next < steps.size()) {
            Step step = steps.get(next);
            if (step.afterMs() > 0 && due == null) {
                context.flush();
                due = context.executor().schedule(this::play, step.afterMs(), TimeUnit.MILLISECONDS);
                return;
            }
            due = null;
            next++;
            if (next % STEPS_TO_A_FLUSH == 0) {
                context.flush();
            }
            if (!take(step)) {
                context.flush();
                return;
            }
        }
        context.flush();
    }

    void stop() {
        next = steps.size();
        if (due != null) {
            due.cancel(false);
        }
    }

    /** Whether another step can follow. */
    private boolean take(Step step) {
        switch (step.kind()) {
            case HEAD -> context.write(head());
            case EVENT -> write("data: " + step.data() + "\n\n");
            case RAW -> write(step.data());
            case END -> {
                onEnd.run();
                context.write(LastHttpContent.EMPTY_LAST_CONTENT);
                return false;
            }
            case DROP -> {
                onEnd.run();
                context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
                return false;
            }
            case HANG -> {
                return false;
            }
            default -> throw new IllegalStateException("unknown step " + step.kind());
        }
        return true;
    }

    private static HttpResponse head() {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8")
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE)
                .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        return head;
    }

    private void write(String text) {
        context.write(new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
    }
}
