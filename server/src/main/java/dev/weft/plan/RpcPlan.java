package dev.weft.plan;

import com.google.protobuf.Descriptors.MethodDescriptor;
import java.time.Duration;
import java.util.Optional;

/** How one rpc of Weft's own is answered. */
public sealed interface RpcPlan permits PagePlan, ForwardPlan, StreamedPlan {
    /** The rpc. */
    MethodName name();

    /** Its declaration. */
    MethodDescriptor descriptor();

    /** Whether its client, or its answer, is more than one message. */
    default boolean isStreaming() {
        return descriptor().isClientStreaming() || descriptor().isServerStreaming();
    }

    /** How long it may take; the server's default when empty. */
    Optional<Duration> timeout();
}
