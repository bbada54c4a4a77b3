package dev.weft.downstream;

import dev.weft.downstream.CallResult.Failure;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One streaming call over gRPC, from its start to its end.
 *
 * <p>gRPC runs the listener's methods one after another, but possibly on threads other than the loop: where the loop has no channel
 * of its own, and before the channel is connected. What is told is told on the loop, in the same order.
 */
final class GrpcStream extends ClientCall.Listener<byte[]> implements StreamingCall.Stream, GrpcFailure.Circumstances {
    private final ClientCall<byte[], byte[]> call;
    private final StreamContext context;
    private final long startNanos;
    private final int maxResponseBytes;
    private final StreamingCall.Listener listener;
    private final AtomicInteger onTheirWay = new AtomicInteger();
    private volatile boolean answering;
    private boolean over;

    GrpcStream(
            ClientCall<byte[], byte[]> call,
            StreamContext context,
            int maxResponseBytes,
            StreamingCall.Listener listener) {
        this.call = call;
        this.context = context;
        this.startNanos = context.loop().nanoTime();
        this.maxResponseBytes = maxResponseBytes;
        this.listener = listener;
    }

    @Override
    public void onHeaders(Metadata headers) {
        answering = true;
        onLoop(listener::begun);
    }

    @Override
    public void onMessage(byte[] message) {
        onLoop(() -> listener.message(message));
    }

    @Override
    public void onReady() {
        onLoop(listener::ready);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        Optional<Failure> failure =
                status.isOk() ? Optional.empty() : Optional.of(GrpcFailure.of(status, trailers, this));
        onLoop(() -> {
            over = true;
            listener.ended(failure);
        });
    }

    /** At once only when nothing is before it on its way there. */
    private void onLoop(Runnable event) {
        if (onTheirWay.get() == 0 && context.loop().isCurrent()) {
            unlessOver(event);
            return;
        }
        onTheirWay.incrementAndGet();
        context.loop().execute(() -> {
            onTheirWay.decrementAndGet();
            unlessOver(event);
        });
    }

    private void unlessOver(Runnable event) {
        if (!over) {
            event.run();
        }
    }

    @Override
    public void request(int messages) {
        if (!over) {
            call.request(messages);
        }
    }

    @Override
    public boolean isReady() {
        return !over && call.isReady();
    }

    @Override
    public void send(byte[] message) {
        if (!over) {
            call.sendMessage(message);
        }
    }

    @Override
    public void halfClose() {
        if (!over) {
            call.halfClose();
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            over = true;
            call.cancel("no longer needed", null);
        }
    }

    @Override
    public boolean answering() {
        return answering;
    }

    @Override
    public boolean late() {
        return context.deadlineNanos().isPresent()
                && context.loop().nanoTime() - context.deadlineNanos().getAsLong() >= 0;
    }

    @Override
    public long timeNanos() {
        return context.deadlineNanos().orElse(startNanos) - startNanos;
    }

    @Override
    public int maxResponseBytes() {
        return maxResponseBytes;
    }
}
