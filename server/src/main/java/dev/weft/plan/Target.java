package dev.weft.plan;

import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.Optional;

/**
 * What a call calls.
 *
 * @param method the downstream method
 * @param descriptor its declaration
 * @param downstream the configured downstream's name; empty when the service is in one place only
 * @param idempotency what the method's .proto says of repeating it
 */
public record Target(
        MethodName method, MethodDescriptor descriptor, Optional<String> downstream, Idempotency idempotency) {}
