package dev.weft.edge;

import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended, whatever the answer looks like on its way to the client.
 *
 * @param headers what was sent before the message
 * @param message the serialized answer; null when there is none
 * @param status how it ended
 * @param trailers what was sent with the status
 * @param reusable that the answer may be used again; null when it may not, or nobody wants to know
 */
record CallAnswer(
        Metadata headers,
        byte @Nullable [] message,
        Status status,
        Metadata trailers,
        @Nullable Reusable reusable) {
    /** Whether there is an answer: then {@link #page} is it. */
    boolean isOk() {
        return status.isOk() && message != null;
    }

    byte[] page() {
        return Objects.requireNonNull(message);
    }
}
