package dev.weft.demo;

import io.grpc.Context;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCall.Listener;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the calls of a service over gRPC fail, wait or hang. */
final class GrpcFaults implements ServerInterceptor {
    private final ScheduledExecutorService loop;
    private final FaultSwitch faults;

    /** @param loop the one thread on which the server runs: what is delayed runs there too, so a call's events stay in order */
    GrpcFaults(FaultSwitch faults, ScheduledExecutorService loop) {
        this.faults = faults;
        this.loop = loop;
    }

    @Override
    public <Q, A> Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Fault now = faults.fault();
        if (now instanceof Fault.Fail) {
            call.close(Status.UNAVAILABLE.withDescription("told to fail"), new Metadata());
            return new Deaf<>();
        }
        if (now instanceof Fault.Hang) {
            return new Deaf<>();
        }
        Listener<Q> served = next.startCall(call, headers);
        return now instanceof Fault.Slow slow ? new Delayed<>(served, slow.delay(), loop) : served;
    }

    /** Does nothing about a call. */
    private static final class Deaf<Q> extends Listener<Q> {}

    /** Lets the service see the end of the request, on which it answers, only after a while. */
    private static final class Delayed<Q> extends SimpleForwardingServerCallListener<Q> {
        private final Duration delay;
        private final ScheduledExecutorService loop;
        private @Nullable Future<?> answer;

        Delayed(Listener<Q> served, Duration delay, ScheduledExecutorService loop) {
            super(served);
            this.delay = delay;
            this.loop = loop;
        }

        @Override
        public void onHalfClose() {
            Runnable task = Context.current().wrap(super::onHalfClose);
            answer = loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void onCancel() {
            if (answer != null) {
                answer.cancel(false);
            }
            super.onCancel();
        }
    }
}
