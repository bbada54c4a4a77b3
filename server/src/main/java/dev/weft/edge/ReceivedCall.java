package dev.weft.edge;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * A request that came in over HTTP, with one message, as gRPC's interceptors and handlers know requests. All that happens to it happens
 * on its loop.
 */
abstract class ReceivedCall extends ServerCall<byte[], byte[]> {
    private final ServerMethodDefinition<byte[], byte[]> method;
    private final Context.CancellableContext context;

    private ServerCall.@Nullable Listener<byte[]> listener;
    private boolean over;
    private boolean cancelled;

    /** @param context with the client's deadline, when it named one */
    ReceivedCall(ServerMethodDefinition<byte[], byte[]> method, Context.CancellableContext context) {
        this.method = method;
        this.context = context;
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

    /** The client has taken what was sent. */
    void ready() {
        if (listener != null && !over && !cancelled) {
            context.run(listener::onReady);
        }
    }

    /** The call has ended, and is told nothing more. Called once, unless it was cancelled. */
    abstract void ended(Status status, Metadata trailers);

    @Override
    public void close(Status status, Metadata trailers) {
        if (over || cancelled) {
            return;
        }
        over = true;
        ended(status, trailers);
        if (listener != null) {
            listener.onComplete();
        }
        context.cancel(null);
    }

    /** Whether it has ended, or its client has gone. */
    boolean isOver() {
        return over || cancelled;
    }

    @Override
    public void request(int messages) {
        // The message is given as soon as the call has started.
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
    public abstract Attributes getAttributes();
}
