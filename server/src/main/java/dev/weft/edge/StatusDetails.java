package dev.weft.edge;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import io.grpc.Metadata;
import java.util.Objects;

/** The google.rpc.Status of a call, which gRPC carries in a trailer. */
final class StatusDetails {
    static final Metadata.Key<byte[]> KEY = Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private StatusDetails() {}

    /** How a call failed, with its details where it has some. */
    static Status of(CallAnswer answer) {
        io.grpc.Status status =
                answer.status().isOk() ? io.grpc.Status.INTERNAL.withDescription("internal error") : answer.status();
        Status plain = Status.newBuilder()
                .setCode(status.getCode().value())
                .setMessage(Objects.requireNonNullElse(status.getDescription(), ""))
                .build();
        byte[] details = answer.trailers().get(KEY);
        try {
            return details == null
                    ? plain
                    : plain.toBuilder()
                            .addAllDetails(Status.parseFrom(details).getDetailsList())
                            .build();
        } catch (InvalidProtocolBufferException e) {
            return plain;
        }
    }
}
