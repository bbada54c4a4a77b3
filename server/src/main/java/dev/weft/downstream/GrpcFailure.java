package dev.weft.downstream;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Failure;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

/** Says why a call over gRPC failed, without a word of the downstream's. */
final class GrpcFailure {
    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private GrpcFailure() {}

    /** What is known of a call when it fails. */
    interface Circumstances {
        /** Whether the downstream has begun to answer. */
        boolean answering();

        /** Whether the time is up. */
        boolean late();

        /** How much time it had. */
        long timeNanos();

        /** The largest answer that is read. */
        int maxResponseBytes();
    }

    /** The failure that a status, which is not OK, stands for: the first line that fits. */
    static Failure of(Status status, Metadata trailers, Circumstances exchange) {
        Code code = code(status);
        // A server that gives a call up at its deadline resets it, which reads as CANCELLED; that can be seen before
        // Weft's own clock is.
        if ((code == Code.DEADLINE_EXCEEDED || code == Code.CANCELLED) && exchange.late()) {
            return new Failure(Code.DEADLINE_EXCEEDED, Trouble.noAnswerWithin(exchange.timeNanos()));
        }
        if (code == Code.RESOURCE_EXHAUSTED && exchange.answering() && tooLarge(status)) {
            return new Failure(code, Trouble.largerThan(exchange.maxResponseBytes()));
        }
        if (code == Code.CANCELLED && status.getCause() != null) {
            // gRPC breaks a call off itself when an answer cannot be decompressed. Who else cancels has no cause to
            // name.
            return unreadable(status.getCause(), exchange);
        }
        if (status.getCause() != null) {
            return onTheWay(code, status.getCause());
        }
        if (!exchange.answering() && trailers.keys().isEmpty()) {
            // An error that a server sends alone has at least a content-type (gRPC over HTTP/2: Trailers-Only).
            return code == Code.UNAVAILABLE
                    ? Failure.lost("connection lost")
                    : new Failure(code, "failed before an answer");
        }
        return new Failure(code, "failed with " + code, sent(status, trailers), Pushback.of(trailers));
    }

    private static Failure unreadable(Throwable cause, Circumstances exchange) {
        return cause instanceof StatusRuntimeException refused
                        && refused.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED
                ? new Failure(Code.RESOURCE_EXHAUSTED, Trouble.largerThan(exchange.maxResponseBytes()))
                : new Failure(Code.INTERNAL, "malformed response");
    }

    private static Failure onTheWay(Code code, Throwable cause) {
        return code == Code.UNAVAILABLE && Trouble.isOfConnection(cause)
                ? Failure.lost(Trouble.onTheWay(cause))
                : new Failure(code, Trouble.onTheWay(cause));
    }

    /** The same number (google/rpc/code.proto); Java's gRPC has no others. */
    static Code code(Status status) {
        Code code = Code.forNumber(status.getCode().value());
        return code == null ? Code.UNKNOWN : code;
    }

    // gRPC gives it neither a type nor a cause. A downstream that imitates the words only changes what the log says.
    private static boolean tooLarge(Status status) {
        String description = status.getDescription();
        return description != null && description.contains("exceeds maximum size");
    }

    private static byte[] sent(Status status, Metadata trailers) {
        byte @Nullable [] details = details(trailers);
        if (details != null && fits(details, status)) {
            return details;
        }
        String description = status.getDescription();
        return com.google.rpc.Status.newBuilder()
                .setCode(status.getCode().value())
                .setMessage(description == null ? "" : description)
                .build()
                .toByteArray();
    }

    private static byte @Nullable [] details(Metadata trailers) {
        try {
            return trailers.get(DETAILS);
        } catch (IllegalArgumentException e) {
            // Not base64.
            return null;
        }
    }

    private static boolean fits(byte[] details, Status status) {
        try {
            return com.google.rpc.Status.parseFrom(details).getCode()
                    == status.getCode().value();
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }
}
