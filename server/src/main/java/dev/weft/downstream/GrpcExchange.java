package dev.weft.downstream;

import com.google.rpc.Code;
import dev.weft.loop.Cancellable;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call over gRPC, from its start to its end.
 *
 * <p>gRPC runs the listener's methods one after another, but before the channel is connected possibly on a thread of
 * its own; what is handed on is handed on on the loop.
 */
final class GrpcExchange extends ClientCall.Listener<byte[]> implements Cancellable, GrpcFailure.Circumstances {
    /** Another Weft's word that its page lacks something. */
    private static final Metadata.Key<String> PARTIAL =
            Metadata.Key.of("weft-partial", Metadata.ASCII_STRING_MARSHALLER);

    private static final String GIVEN_UP = "no longer needed";

    private final ClientCall<byte[], byte[]> call;
    private final CallContext context;
    private final int maxResponseBytes;
    private final Consumer<CallResult> done;
    private boolean answering;
    private boolean partial;
    private int messages;
    private byte @Nullable [] message;
    private boolean over;

    GrpcExchange(
            ClientCall<byte[], byte[]> call, CallContext context, int maxResponseBytes, Consumer<CallResult> done) {
        this.call = call;
        this.context = context;
        this.maxResponseBytes = maxResponseBytes;
        this.done = done;
    }

    @Override
    public void onHeaders(Metadata headers) {
        answering = true;
        partial = headers.containsKey(PARTIAL);
    }

    @Override
    public void onMessage(byte[] received) {
        message = received;
        messages++;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        CallResult result = result(status, trailers);
        if (context.loop().isCurrent()) {
            deliver(result);
        } else {
            context.loop().execute(() -> deliver(result));
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            over = true;
            call.cancel(late() ? "no answer in time" : GIVEN_UP, null);
        }
    }

    /** Whether a call that ended so was cancelled here while it had time: that says nothing of the downstream. */
    static boolean isGivenUp(Status status) {
        return status.getCode() == Status.Code.CANCELLED && GIVEN_UP.equals(status.getDescription());
    }

    private void deliver(CallResult result) {
        if (!over) {
            over = true;
            done.accept(result);
        }
    }

    private CallResult result(Status status, Metadata trailers) {
        if (!status.isOk()) {
            return GrpcFailure.of(status, trailers, this);
        }
        return message != null && messages == 1
                ? new CallResult.Answer(message, List.of(), partial, Optional.empty(), 0)
                : new CallResult.Failure(Code.INTERNAL, "answered OK with " + messages + " messages instead of one");
    }

    @Override
    public boolean answering() {
        return answering;
    }

    @Override
    public boolean late() {
        return context.isLate();
    }

    @Override
    public long timeNanos() {
        return context.timeNanos();
    }

    @Override
    public int maxResponseBytes() {
        return maxResponseBytes;
    }
}
