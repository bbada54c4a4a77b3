package dev.weft.plan;

import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.wire.Projection;
import java.time.Duration;
import java.util.Optional;

/**
 * An rpc that is passed on to a downstream method of the same types.
 *
 * @param name the rpc
 * @param descriptor its declaration
 * @param timeout how long it may take; the server's default when empty
 * @param target the downstream call; it has no binds and no reads
 * @param request every declared field of the request
 * @param response every declared field of the response
 */
public record ForwardPlan(
        MethodName name,
        MethodDescriptor descriptor,
        Optional<Duration> timeout,
        Target target,
        Projection request,
        Projection response)
        implements RpcPlan {}
