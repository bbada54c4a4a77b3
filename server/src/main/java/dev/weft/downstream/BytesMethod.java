package dev.weft.downstream;

import com.google.protobuf.Descriptors;
import dev.weft.plan.MethodName;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;

/** A method as gRPC knows it, with messages as bytes. */
public final class BytesMethod {
    private BytesMethod() {}

    /** The method, streaming as its declaration says. */
    public static MethodDescriptor<byte[], byte[]> of(MethodName name, Descriptors.MethodDescriptor declaration) {
        return MethodDescriptor.newBuilder(BytesMarshaller.INSTANCE, BytesMarshaller.INSTANCE)
                .setType(type(declaration))
                .setFullMethodName(name.toString())
                .build();
    }

    private static MethodType type(Descriptors.MethodDescriptor declaration) {
        if (declaration.isClientStreaming()) {
            return declaration.isServerStreaming() ? MethodType.BIDI_STREAMING : MethodType.CLIENT_STREAMING;
        }
        return declaration.isServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY;
    }
}
