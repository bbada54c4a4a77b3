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
 */
record CallAnswer(Metadata headers, byte @Nullable [] message, Status status, Metadata trailers) {
    /** Whether there is an answer: then {@link #page} is it. */
    boolean isOk() {
        return status.isOk() && message != null;
    }

    byte[] page() {
        return Objects.requireNonNull(message);
    }
}
