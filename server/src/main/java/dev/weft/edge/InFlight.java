package dev.weft.edge;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests that have come in and whose answers have not gone out to the last byte. Thread-safe. */
final class InFlight implements ServerInterceptor {
    private final LongAdder count = new LongAdder();

    /** How many there are. */
    long count() {
        return count.sum();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        count.increment();
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            @Override
            public void onComplete() {
                count.decrement();
                super.onComplete();
            }

            @Override
            public void onCancel() {
                count.decrement();
                super.onCancel();
            }
        };
    }
}
