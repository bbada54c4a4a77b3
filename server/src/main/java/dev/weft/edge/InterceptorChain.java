package dev.weft.edge;

import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import java.util.List;

/** What every request for a page passes, whatever door it came in by. */
final class InterceptorChain {
    private final InFlight inFlight = new InFlight();

    // Outermost first.
    private final List<ServerInterceptor> interceptors = List.of(
            // Sees every request from its first moment to its last: draining waits for what it counts.
            inFlight,
            // Before all that writes to the log or answers, since both name the request.
            new RequestIds(),
            // Around the handler and nothing else: what throws out here is the transport's own.
            new UnexpectedFailures());

    /** The service behind the chain. */
    ServerServiceDefinition around(ServerServiceDefinition service) {
        return ServerInterceptors.interceptForward(service, interceptors);
    }

    /** How many requests are inside. */
    long inFlight() {
        return inFlight.count();
    }
}
