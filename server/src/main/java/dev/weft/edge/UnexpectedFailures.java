package dev.weft.edge;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers INTERNAL, and writes to the log what happened, when something throws that should not. The server goes on. */
final class UnexpectedFailures implements ServerInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedFailures.class);

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Guarded<Q, A> guarded = new Guarded<>(call, headers);
        try {
            return guarded.listener(next.startCall(guarded, headers));
        } catch (Throwable t) {
            guarded.fail(t);
            return new ServerCall.Listener<>() {};
        }
    }

    private static final class Guarded<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final Metadata headers;
        private boolean closed;

        Guarded(ServerCall<Q, A> call, Metadata headers) {
            super(call);
            this.headers = headers;
        }

        @Override
        public void close(Status status, Metadata trailers) {
            closed = true;
            super.close(status, trailers);
        }

        void fail(Throwable t) {
            LOG.error(
                    "request {}: {} failed unexpectedly",
                    RequestIds.of(headers),
                    getMethodDescriptor().getFullMethodName(),
                    t);
            if (!closed) {
                close(Status.INTERNAL.withDescription("internal error"), new Metadata());
            }
        }

        ServerCall.Listener<Q> listener(ServerCall.Listener<Q> inner) {
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(Q message) {
                    guard(() -> inner.onMessage(message));
                }

                @Override
                public void onHalfClose() {
                    guard(inner::onHalfClose);
                }

                @Override
                public void onCancel() {
                    guard(inner::onCancel);
                }

                @Override
                public void onComplete() {
                    guard(inner::onComplete);
                }

                @Override
                public void onReady() {
                    guard(inner::onReady);
                }
            };
        }

        private void guard(Runnable step) {
            if (closed) {
                return;
            }
            try {
                step.run();
            } catch (Throwable t) {
                fail(t);
            }
        }
    }
}
