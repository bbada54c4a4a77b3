package dev.weft.downstream;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Hands messages to gRPC, and takes them, as the bytes that they are on the wire. */
public enum BytesMarshaller implements MethodDescriptor.Marshaller<byte[]> {
    /** It has no state. */
    INSTANCE;

    @Override
    public InputStream stream(byte[] message) {
        return new Bytes(message);
    }

    @Override
    public byte[] parse(InputStream stream) {
        try {
            return stream instanceof KnownLength ? exactly(stream.available(), stream) : stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] exactly(int length, InputStream stream) throws IOException {
        byte[] message = new byte[length];
        int read = stream.readNBytes(message, 0, length);
        return read == length ? message : Arrays.copyOf(message, read);
    }

    /** Writes itself in one piece; gRPC would otherwise copy it through a buffer of its own. */
    private static final class Bytes extends ByteArrayInputStream implements Drainable, KnownLength {
        Bytes(byte[] message) {
            super(message);
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            return (int) transferTo(target);
        }
    }
}
