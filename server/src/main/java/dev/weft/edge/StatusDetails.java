package dev.weft.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import io.grpc.Attributes;
import io.grpc.Metadata;
import java.util.Objects;

/** The google.rpc.Status of a call, which gRPC carries in a trailer. */
final class StatusDetails {
    static final Metadata.Key<byte[]> KEY = Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    /** Clients read no more than 8 KiB of headers, of which others take some. */
    private static final int MAX_BYTES = 7 * 1024;

    private static final int MAX_MESSAGE = 512;

    /** Of a call: its status stands in a body, where it may be as large as it is. */
    static final Attributes.Key<Boolean> IN_BODY = Attributes.Key.create("weft-status-in-body");

    private StatusDetails() {}

    /** The same, so that a client can read it: without its details when these are too large, and with no more than the begin of a long message. */
    static Status bounded(Status status) {
        if (headerBytes(status) <= MAX_BYTES) {
            return status;
        }
        Status.Builder bounded = status.toBuilder();
        if (status.getMessage().length() > MAX_MESSAGE) {
            bounded.setMessage(status.getMessage()
                            .substring(0, status.getMessage().offsetByCodePoints(0, MAX_MESSAGE / 2))
                    + "…");
        }
        return headerBytes(bounded.build()) <= MAX_BYTES
                ? bounded.build()
                : bounded.clearDetails().build();
    }

    /** The message in its own header, percent-encoded (gRPC over HTTP/2), and all of it in base64 where it has details. */
    private static int headerBytes(Status status) {
        int bytes = status.getDetailsCount() == 0 ? 0 : status.getSerializedSize() / 3 * 4 + 4;
        for (byte each : status.getMessage().getBytes(UTF_8)) {
            bytes += each >= ' ' && each <= '~' && each != '%' ? 1 : 3;
        }
        return bytes;
    }

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
