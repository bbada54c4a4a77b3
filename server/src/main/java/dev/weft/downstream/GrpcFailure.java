package dev.weft.downstream;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import dev.weft.downstream.CallResult.Failure;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says why a call over gRPC failed, without a word of the downstream's. */
final class GrpcFailure {
    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private GrpcFailure() {}

    /** The failure that a status, which is not OK, stands for: the first line that fits. */
    static Failure of(Status status, Metadata trailers, GrpcExchange exchange) {
        Code code = code(status);
        if (code == Code.DEADLINE_EXCEEDED && exchange.late()) {
            return new Failure(code, "no answer within " + millis(exchange.timeNanos()) + "ms");
        }
        if (code == Code.RESOURCE_EXHAUSTED && exchange.answering() && tooLarge(status)) {
            return new Failure(code, "answer larger than " + exchange.maxResponseBytes() + " bytes");
        }
        if (status.getCause() != null) {
            return new Failure(code, local(status.getCause()));
        }
        if (!exchange.answering() && trailers.keys().isEmpty()) {
            // An error that a server sends alone has at least a content-type (gRPC over HTTP/2: Trailers-Only).
            return new Failure(code, code == Code.UNAVAILABLE ? "connection lost" : "failed before an answer");
        }
        return new Failure(code, "failed with " + code, sent(status, trailers));
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

    private static String local(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            String words = words(t);
            if (words != null) {
                return words;
            }
        }
        return "failed on the way: " + cause.getClass().getSimpleName();
    }

    private static @Nullable String words(Throwable cause) {
        if (cause instanceof ConnectException) {
            String message = String.valueOf(cause.getMessage());
            return message.contains("refused") ? "connection refused" : "no connection";
        }
        if (cause instanceof UnknownHostException) {
            return "host not found";
        }
        if (cause instanceof SSLException) {
            return "TLS handshake failed";
        }
        return cause instanceof IOException && cause.getCause() == null ? "connection lost" : null;
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

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos + TimeUnit.MILLISECONDS.toNanos(1) / 2);
    }
}
