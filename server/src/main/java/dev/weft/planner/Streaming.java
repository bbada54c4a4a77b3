package dev.weft.planner;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.weft.v1.Page;
import java.util.ArrayList;
import java.util.List;

/** Which sides of an rpc send more than one message. */
final class Streaming {
    private Streaming() {}

    /** What a page that answers the page of another says beside that, and should not. */
    static List<String> beside(Page page) {
        List<String> names = new ArrayList<>();
        page.getAllFields().keySet().stream()
                .map(FieldDescriptor::getName)
                .filter(name -> !name.equals("same_as") && !name.equals("timeout"))
                .forEach(names::add);
        return names;
    }

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
