package dev.weft.edge;

import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.weft.downstream.Headers;
import dev.weft.execution.PageReport;
import dev.weft.execution.PageRequest;
import dev.weft.execution.PageResult;
import dev.weft.execution.PageResult.Answered;
import dev.weft.execution.PageResult.Failed;
import dev.weft.loop.Cancellable;
import dev.weft.loop.Loop;
import io.grpc.Attributes;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request for a page, from its arrival to its answer. All that happens to it happens on its loop. */
final class PageCall extends ServerCall.Listener<byte[]> {
    private static final Metadata.Key<String> PARTIAL =
            Metadata.Key.of("weft-partial", Metadata.ASCII_STRING_MARSHALLER);

    private final ServerCall<byte[], byte[]> call;
    private final PageHandler handler;
    private final Loop loop;
    private final OptionalLong deadline;
    private final Headers headers;
    private final String requestId;
    private final boolean fresh;
    private final boolean compress;
    private byte @Nullable [] message;
    private Arrivals.@Nullable Arrival arrival;
    private @Nullable Cancellable running;
    private boolean over;

    PageCall(
            ServerCall<byte[], byte[]> call,
            PageHandler handler,
            Loop loop,
            OptionalLong deadline,
            Headers headers,
            String requestId,
            boolean fresh,
            boolean compress) {
        this.call = call;
        this.handler = handler;
        this.loop = loop;
        this.deadline = deadline;
        this.headers = headers;
        this.requestId = requestId;
        this.fresh = fresh;
        this.compress = compress;
    }

    /** Its request has begun to come. */
    void coming(Arrivals arrivals) {
        arrival = arrivals.begin(() -> close(io.grpc.Status.DEADLINE_EXCEEDED.withDescription(Arrivals.LATE)));
    }

    private void arrived() {
        if (arrival != null) {
            arrival.end();
            arrival = null;
        }
    }

    @Override
    public void onMessage(byte[] received) {
        if (message != null) {
            close(io.grpc.Status.INTERNAL.withDescription("two requests (expected: one)"));
        }
        message = received;
    }

    @Override
    public void onHalfClose() {
        arrived();
        if (message == null) {
            close(io.grpc.Status.INTERNAL.withDescription("no request (expected: one)"));
        } else if (!over) {
            start(message);
        }
    }

    @Override
    public void onCancel() {
        arrived();
        over = true;
        if (running != null) {
            running.cancel();
        }
    }

    private void start(byte[] request) {
        Optional<Status> objection = handler.rules().check(request);
        if (objection.isPresent()) {
            refuse(objection.get());
            return;
        }
        running = handler.runner()
                .run(handler.plan(), new PageRequest(loop, request, deadline, headers, requestId, fresh), this::finish);
    }

    /** Answers without asking the engine, which would otherwise have told the listener. */
    private void refuse(Status objection) {
        finish(new Failed(objection));
        Code code = Code.forNumber(objection.getCode());
        handler.listener().ended(new PageReport(handler.plan(), requestId, code, false, 0, List.of()));
    }

    private void finish(PageResult result) {
        if (over) {
            return;
        }
        if (result instanceof Answered answered) {
            answered.reuse().ifPresent(reuse -> tell(Reusable.TAKER, reuse));
            answered.asked().ifPresent(asked -> tell(CallAnswer.TAKER, asked));
            answer(answered.message(), answered.missing());
        } else {
            fail(((Failed) result).status());
        }
    }

    private <T> void tell(Attributes.Key<Consumer<T>> key, T what) {
        Consumer<T> taker = call.getAttributes().get(key);
        if (taker != null) {
            taker.accept(what);
        }
    }

    private void answer(byte[] page, List<String> missing) {
        over = true;
        if (compress) {
            Compression.apply(call, page);
        }
        call.sendHeaders(partial(missing));
        call.sendMessage(page);
        // Again: not every client library shows the headers of a unary answer.
        call.close(io.grpc.Status.OK, partial(missing));
    }

    /** The header, or trailer, that says what is missing. */
    static Metadata partial(List<String> missing) {
        Metadata metadata = new Metadata();
        if (!missing.isEmpty()) {
            metadata.put(PARTIAL, String.join(",", missing));
        }
        return metadata;
    }

    private void fail(Status status) {
        over = true;
        fail(call, status);
    }

    /** Ends a call with a failure, details included as far as its client can read them. */
    static void fail(ServerCall<?, ?> call, Status whole) {
        boolean inBody = call.getAttributes().get(StatusDetails.IN_BODY) != null;
        Status status = inBody ? whole : StatusDetails.bounded(whole);
        Metadata trailers = new Metadata();
        if (status.getDetailsCount() > 0) {
            trailers.put(StatusDetails.KEY, status.toByteArray());
        }
        call.close(io.grpc.Status.fromCodeValue(status.getCode()).withDescription(status.getMessage()), trailers);
    }

    private void close(io.grpc.Status status) {
        arrived();
        over = true;
        call.close(status, new Metadata());
    }
}
