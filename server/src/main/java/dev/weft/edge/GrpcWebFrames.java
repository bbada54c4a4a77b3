package dev.weft.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.rpc.Code;
import com.google.rpc.Status;
import io.grpc.Metadata;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** gRPC's frames, and the one for trailers that gRPC-Web adds (github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md). */
final class GrpcWebFrames {
    private static final int PREFIX = 5;
    private static final int COMPRESSED = 1;
    private static final byte TRAILERS = (byte) 0x80;

    private GrpcWebFrames() {}

    /**
     * The only message of a request.
     *
     * @param encoding with which messages are compressed that say that they are; null when none is named
     * @param most how many bytes a message may have
     * @throws Refusal when there is not one message
     */
    static byte[] message(byte[] body, @Nullable String encoding, int most) throws Refusal {
        if (body.length < PREFIX) {
            throw Refusal.malformed("no request message (expected: one)");
        }
        int length = ByteBuffer.wrap(body, 1, Integer.BYTES).getInt();
        if (length != body.length - PREFIX) {
            throw Refusal.malformed("the request is not one whole message");
        }
        byte[] message = Arrays.copyOfRange(body, PREFIX, body.length);
        return switch (body[0]) {
            case 0 -> message;
            case COMPRESSED -> unpacked(message, encoding, most);
            default -> throw Refusal.malformed("a frame that is no message");
        };
    }

    private static byte[] unpacked(byte[] message, @Nullable String encoding, int most) throws Refusal {
        if (!"gzip".equals(encoding)) {
            throw Refusal.invalid(Status.newBuilder()
                    .setCode(Code.UNIMPLEMENTED_VALUE)
                    .setMessage("grpc-encoding: " + encoding + " (expected: gzip or identity)")
                    .build());
        }
        return Gzip.unpack(message, most);
    }

    /** A whole answer; {@code message} is null when there is none. */
    static byte[] answer(byte @Nullable [] message, io.grpc.Status status, Metadata trailers) {
        byte[] last = last(status, trailers);
        int size = last.length + (message == null ? 0 : PREFIX + message.length);
        ByteBuffer frames = ByteBuffer.allocate(size);
        if (message != null) {
            frames.put((byte) 0).putInt(message.length).put(message);
        }
        return frames.put(last).array();
    }

    /** The frame of a message. */
    static byte[] of(byte[] message) {
        return frame((byte) 0, message);
    }

    /** The frame that ends an answer. */
    static byte[] last(io.grpc.Status status, Metadata trailers) {
        return frame(TRAILERS, trailers(status, trailers));
    }

    private static byte[] frame(byte kind, byte[] content) {
        return ByteBuffer.allocate(PREFIX + content.length)
                .put(kind)
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static byte[] trailers(io.grpc.Status status, Metadata trailers) {
        StringBuilder text = new StringBuilder();
        line("grpc-status", String.valueOf(status.getCode().value()), text);
        if (status.getDescription() != null) {
            line("grpc-message", GrpcMessage.encode(status.getDescription()), text);
        }
        HttpMetadata.forEach(trailers, (name, value) -> line(name, value, text));
        return text.toString().getBytes(ISO_8859_1);
    }

    private static void line(String name, String value, StringBuilder text) {
        text.append(name).append(": ").append(value).append("\r\n");
    }
}
