package dev.weft.downstream;

import com.google.rpc.Code;
import com.linecorp.armeria.client.ResponseTimeoutException;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.stream.AbortedStreamException;
import dev.weft.downstream.CallResult.Answer;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.loop.Cancellable;
import dev.weft.transcoding.HttpBinding;
import dev.weft.transcoding.Received;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call over HTTP, from its start to its end.
 *
 * <p>Armeria may say what came on another loop, or at once; it is read, and handed on, on the page's, later.
 */
final class HttpExchange implements Cancellable {
    /** What 204 says of any type (RFC 9110, section 15.3.5): the message with nothing in it. */
    private static final byte[] NOTHING = {};

    private final HttpTransport transport;
    private final HttpBinding binding;
    private final CallContext context;
    private final Consumer<CallResult> done;
    private @Nullable HttpResponse response;
    private boolean over;

    HttpExchange(HttpTransport transport, HttpBinding binding, CallContext context, Consumer<CallResult> done) {
        this.transport = transport;
        this.binding = binding;
        this.context = context;
        this.done = done;
    }

    void await(HttpResponse answering) {
        response = answering;
        CompletableFuture<?> unused = answering
                .aggregate()
                .whenComplete((whole, cause) -> context.loop().execute(() -> deliver(whole, cause)));
    }

    @Override
    public void cancel() {
        if (!over && response != null) {
            over = true;
            response.abort(context.isLate() ? ResponseTimeoutException.get() : AbortedStreamException.get());
        }
    }

    private void deliver(@Nullable AggregatedHttpResponse whole, @Nullable Throwable cause) {
        if (!over) {
            over = true;
            done.accept(result(whole, cause));
        }
    }

    private CallResult result(@Nullable AggregatedHttpResponse whole, @Nullable Throwable cause) {
        if (whole == null) {
            return HttpFailure.of(Objects.requireNonNull(cause), this);
        }
        if (whole.status().equals(HttpStatus.NO_CONTENT)) {
            return new Answer(NOTHING);
        }
        byte[] body = whole.content().array();
        return whole.status().isSuccess() ? read(whole, body) : failure(whole, body);
    }

    private Failure failure(AggregatedHttpResponse whole, byte[] body) {
        Again again = Pushback.of(whole.headers(), Instant.now());
        return HttpFailure.of(whole.status(), transport.errors().read(body), again);
    }

    private CallResult read(AggregatedHttpResponse whole, byte[] body) {
        Received received = binding.receive(body);
        return received instanceof Received.Message message
                ? new Answer(message.bytes(), List.of(), whole.headers().contains("weft-partial"), Optional.empty(), 0)
                : new Failure(Code.INTERNAL, "malformed response: " + ((Received.Malformed) received).reason());
    }

    /** How much time it had. */
    long timeNanos() {
        return context.timeNanos();
    }

    int maxResponseBytes() {
        return transport.maxResponseBytes();
    }
}
