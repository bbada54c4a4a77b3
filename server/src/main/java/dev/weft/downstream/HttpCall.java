package dev.weft.downstream;

import com.google.rpc.Code;
import com.linecorp.armeria.client.RequestOptions;
import com.linecorp.armeria.client.RequestOptionsBuilder;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import dev.weft.downstream.CallResult.Failure;
import dev.weft.loop.Cancellable;
import dev.weft.transcoding.HttpBinding;
import dev.weft.transcoding.HttpCallRequest;
import dev.weft.transcoding.Sending;
import dev.weft.transcoding.Sending.Unsendable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Calls a method over HTTP, by the first binding of its rule: the transport, innermost of a {@link CallStack}. */
final class HttpCall implements UnaryCall {
    private final HttpTransport transport;
    private final HttpBinding binding;

    HttpCall(HttpTransport transport, HttpBinding binding) {
        this.transport = transport;
        this.binding = binding;
    }

    @Override
    public Cancellable start(CallContext context, byte[] request, Consumer<CallResult> done) {
        Sending sending = binding.send(request);
        if (sending instanceof Unsendable unsendable) {
            done.accept(new Failure(Code.INVALID_ARGUMENT, "cannot be sent over HTTP: " + unsendable.reason()));
            return () -> {};
        }
        return send(context, ((Sending.Sendable) sending).request(), done);
    }

    private Cancellable send(CallContext context, HttpCallRequest call, Consumer<CallResult> done) {
        RequestOptionsBuilder options =
                RequestOptions.builder().responseTimeoutMillis(atLeastOneMilli(context.timeNanos()));
        ExactPath.write(call.pathAndQuery(), options);
        HttpExchange exchange = new HttpExchange(transport, binding, context, done);
        exchange.await(transport.client().execute(request(context, call), options.build()));
        return exchange;
    }

    private HttpRequest request(CallContext context, HttpCallRequest call) {
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.valueOf(call.method()), call.pathAndQuery());
        transport.headers().write(context.headers(), headers);
        if (call.body().isEmpty()) {
            return HttpRequest.of(headers.build());
        }
        transport.headers().writeBody(headers);
        return HttpRequest.of(headers.build(), HttpData.wrap(call.body().get()));
    }

    // To Armeria none means forever.
    private static long atLeastOneMilli(long nanos) {
        long nanosPerMilli = TimeUnit.MILLISECONDS.toNanos(1);
        return Math.max(1, (nanos + nanosPerMilli - 1) / nanosPerMilli);
    }
}
