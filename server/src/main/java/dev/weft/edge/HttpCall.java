package dev.weft.edge;

import dev.weft.execution.Reuse;
import dev.weft.plan.ReadMask;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.net.SocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request that came in over HTTP and has one answer. */
final class HttpCall extends ReceivedCall {
    private final Consumer<CallAnswer> done;
    private final Attributes attributes;

    private Metadata headers = new Metadata();
    private byte @Nullable [] message;
    private @Nullable Reusable reuse;
    private @Nullable ReadMask asked;

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
        super(method, context);
        Consumer<ReadMask> part = mask -> this.asked = mask;
        Attributes.Builder known = Attributes.newBuilder()
                .set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, client)
                .set(StatusDetails.IN_BODY, true)
                .set(CallAnswer.TAKER, part);
        if (reusable) {
            Consumer<Reuse> taker = reuse -> this.reuse = Reusable.of(reuse);
            known.set(Reusable.TAKER, taker);
        }
        this.attributes = known.build();
        this.done = done;
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
    void ended(Status status, Metadata trailers) {
        done.accept(new CallAnswer(headers, message, status, trailers, reuse, asked));
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }
}
