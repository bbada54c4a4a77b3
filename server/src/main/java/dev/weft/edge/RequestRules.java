package dev.weft.edge;

import com.google.rpc.Status;
import java.util.Optional;

/** What a request must fulfil before anything is called for it. Safe for use by many threads. */
@FunctionalInterface
interface RequestRules {
    /** No rules. */
    RequestRules NONE = request -> Optional.empty();

    /** What is wrong with a serialized request, in words for the client; empty when nothing is. */
    Optional<Status> check(byte[] request);
}
