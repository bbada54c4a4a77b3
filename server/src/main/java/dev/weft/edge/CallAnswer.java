package dev.weft.edge;

import dev.weft.plan.ReadMask;
import io.grpc.Attributes;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended, whatever the answer looks like on its way to the client.
 *
 * @param headers what was sent before the message
 * @param message the serialized answer; null when there is none
 * @param status how it ended
 * @param trailers what was sent with the status
 * @param reusable that the answer may be used again; null when it may not, or nobody wants to know
 * @param asked what of the message was asked for; null for all of it, or when nobody wants to know
 */
record CallAnswer(
        Metadata headers,
        byte @Nullable [] message,
        Status status,
        Metadata trailers,
        @Nullable Reusable reusable,
        @Nullable ReadMask asked) {
    /** Of a call: takes what of its answer was asked for, before that goes out, where it is less than all. */
    static final Attributes.Key<Consumer<ReadMask>> TAKER = Attributes.Key.create("weft-asked");

    /** Whether there is an answer: then {@link #page} is it. */
    boolean isOk() {
        return status.isOk() && message != null;
    }

    byte[] page() {
        return Objects.requireNonNull(message);
    }
}
