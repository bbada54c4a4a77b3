package dev.weft.edge;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.util.TimeoutMode;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.weft.loop.EventLoops;
import dev.weft.loop.Loop;
import io.grpc.Context;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Brings HTTP requests to the handlers of gRPC. A page is run on the loop of the connection on which its request came, and answered there:
 * it never changes threads. Safe for use by many threads.
 */
final class HttpCalls {
    private final EventLoops loops;
    private final int maxRequestBytes;
    private final Duration bodyTimeout;

    /** @param bodyTimeout how long the body of a request may take to come */
    HttpCalls(EventLoops loops, int maxRequestBytes, Duration bodyTimeout) {
        this.loops = loops;
        this.maxRequestBytes = maxRequestBytes;
        this.bodyTimeout = bodyTimeout;
    }

    /** Answers a request. To be called on the loop of its connection. */
    HttpResponse answer(ServiceRequestContext ctx, HttpRequest request, PageExchange exchange) {
        CompletableFuture<HttpResponse> answered = new CompletableFuture<>();
        HttpResponse response = HttpResponse.of(answered);
        body(ctx, request).whenComplete((received, failure) -> {
            if (failure == null) {
                begin(ctx, exchange, received, answered, response);
            } else {
                answered.completeExceptionally(failure);
            }
        });
        return response;
    }

    private CompletableFuture<AggregatedHttpRequest> body(ServiceRequestContext ctx, HttpRequest request) {
        if (request.isOpen()) {
            ctx.setRequestTimeout(TimeoutMode.SET_FROM_START, bodyTimeout);
            return request.aggregate().whenComplete((received, failure) -> ctx.clearRequestTimeout());
        }
        return request.aggregate();
    }

    private void begin(
            ServiceRequestContext ctx,
            PageExchange exchange,
            AggregatedHttpRequest received,
            CompletableFuture<HttpResponse> answered,
            HttpResponse response) {
        try {
            byte[] message = exchange.message(unpacked(received));
            Loop loop = loops.current().orElseThrow();
            ReceivedCall call = exchange.streaming().isPresent()
                    ? stream(ctx, exchange, loop, answered)
                    : call(ctx, exchange, loop, answered);
            // Later: what a page begins is not to take Armeria's request for its own.
            loop.execute(() -> call.start(exchange.headers(), message));
            response.whenComplete().whenComplete((done, gone) -> cancel(call, loop, gone));
        } catch (Refusal refusal) {
            answered.complete(exchange.refuse(refusal));
        } catch (Throwable e) {
            answered.completeExceptionally(e);
        }
    }

    private byte[] unpacked(AggregatedHttpRequest received) throws Refusal {
        byte[] body = received.content().array();
        String encoding = received.headers().get("content-encoding", "identity");
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "identity" -> body;
            case "gzip", "x-gzip" -> Gzip.unpack(body, maxRequestBytes);
            default -> throw Refusal.unsupported("content-encoding", encoding, "gzip, or none");
        };
    }

    private ReceivedCall stream(
            ServiceRequestContext ctx, PageExchange exchange, Loop loop, CompletableFuture<HttpResponse> answered) {
        HttpResponseWriter writer = HttpResponse.streaming();
        answered.complete(writer);
        return new GrpcWebStream(
                exchange.method(),
                context(exchange, loop),
                ctx.remoteAddress(),
                exchange.streaming().orElseThrow(),
                writer,
                loop);
    }

    private ReceivedCall call(
            ServiceRequestContext ctx, PageExchange exchange, Loop loop, CompletableFuture<HttpResponse> answered) {
        return new HttpCall(
                exchange.method(),
                context(exchange, loop),
                ctx.remoteAddress(),
                exchange.isReusable(),
                answer -> write(exchange, answer, answered));
    }

    private Context.CancellableContext context(PageExchange exchange, Loop loop) {
        return exchange.deadline()
                .map(deadline -> Context.ROOT.withDeadline(deadline, loops.timers(loop)))
                .orElseGet(Context.ROOT::withCancellation);
    }

    private static void write(PageExchange exchange, CallAnswer answer, CompletableFuture<HttpResponse> answered) {
        try {
            answered.complete(exchange.answer(answer));
        } catch (Throwable e) {
            answered.completeExceptionally(e);
        }
    }

    private static void cancel(ReceivedCall call, Loop loop, @Nullable Throwable gone) {
        if (gone != null) {
            loop.execute(call::cancel);
        }
    }
}
