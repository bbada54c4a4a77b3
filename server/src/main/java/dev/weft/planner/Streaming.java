package dev.weft.planner;

import com.google.protobuf.Descriptors.MethodDescriptor;

/** Which sides of an rpc send more than one message. */
final class Streaming {
    private Streaming() {}

    static boolean isUnary(MethodDescriptor method) {
        return !method.isClientStreaming() && !method.isServerStreaming();
    }

    static boolean isSame(MethodDescriptor one, MethodDescriptor other) {
        return one.isClientStreaming() == other.isClientStreaming()
                && one.isServerStreaming() == other.isServerStreaming();
    }

    /** For people: {@code server-streaming}. */
    static String words(MethodDescriptor method) {
        if (method.isClientStreaming()) {
            return method.isServerStreaming() ? "streaming in both directions" : "client-streaming";
        }
        return method.isServerStreaming() ? "server-streaming" : "unary";
    }
}
