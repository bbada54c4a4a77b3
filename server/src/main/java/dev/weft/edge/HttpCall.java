package dev.weft.edge;

import dev.weft.execution.Reuse;
import dev.weft.plan.ReadMask;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.net.SocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request that came in over HTTP, as gRPC's interceptors and handlers know requests: one message, one answer. All that happens to it
 * happens on its loop.
 */
final class HttpCall extends ServerCall<byte[], byte[]> {
    private final ServerMethodDefinition<byte[], byte[]> method;
    private final Context.CancellableContext context;
    private final Consumer<CallAnswer> done;
    private final Attributes attributes;

    private ServerCall.@Nullable Listener<byte[]> listener;
    private Metadata headers = new Metadata();
    private byte @Nullable [] message;
    private @Nullable Reusable reuse;
    private @Nullable ReadMask asked;
    private boolean over;
    private boolean cancelled;

    /**
     * @param context with the client's deadline, when it named one
     * @param client where the request came from
     * @param reusable whether it matters that the answer may be used again
     * @param done is told how the call ended, once, on the loop; not when it was cancelled
     */
    HttpCall(
            ServerMethodDefinition<byte[], byte[]> method,
            Context.CancellableContext context,
            SocketAddress client,
            boolean reusable,
            Consumer<CallAnswer> done) {
        this.method = method;
        Consumer<ReadMask> part = mask -> this.asked = mask;
        Attributes.Builder known = Attributes.newBuilder()
                .set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, client)
                .set(CallAnswer.TAKER, part);
        if (reusable) {
            Consumer<Reuse> taker = reuse -> this.reuse = Reusable.of(reuse);
            known.set(Reusable.TAKER, taker);
        }
        this.attributes = known.build();
        this.context = context;
        this.done = done;
    }

    /** Begins, with the only message that there is. */
    void start(Metadata requestHeaders, byte[] request) {
        if (cancelled) {
            return;
        }
        context.run(() -> {
            ServerCall.Listener<byte[]> started = method.getServerCallHandler().startCall(this, requestHeaders);
            if (!over) {
                started.onMessage(request);
            }
            if (!over) {
                started.onHalfClose();
            }
            if (over) {
                started.onComplete();
            } else {
                listener = started;
            }
        });
    }

    /** The client has gone. */
    void cancel() {
        if (over || cancelled) {
            return;
        }
        cancelled = true;
        if (listener != null) {
            context.run(listener::onCancel);
        }
        context.cancel(null);
    }

    @Override
    public void request(int messages) {
        // The message is given as soon as the call has started.
    }

    @Override
    public void sendHeaders(Metadata sent) {
        headers = sent;
    }

    @Override
    public void sendMessage(byte[] sent) {
        message = sent;
    }

    @Override
    public void close(Status status, Metadata trailers) {
        if (over || cancelled) {
            return;
        }
        over = true;
        done.accept(new CallAnswer(headers, message, status, trailers, reuse, asked));
        if (listener != null) {
            listener.onComplete();
        }
        context.cancel(null);
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public MethodDescriptor<byte[], byte[]> getMethodDescriptor() {
        return method.getMethodDescriptor();
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }
}
