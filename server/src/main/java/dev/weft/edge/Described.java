package dev.weft.edge;

import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The description of the pages, made when it is first asked for. Safe for use by many threads. */
final class Described implements OwnPaths.Content {
    private final List<MethodDescriptor> methods;
    private volatile byte @Nullable [] json;

    Described(List<MethodDescriptor> methods) {
        this.methods = methods;
    }

    /** The first time: it goes through the whole schema. */
    @Override
    public boolean isSlow() {
        return json == null;
    }

    @Override
    public byte[] json() {
        byte[] made = json;
        if (made == null) {
            // Twice, when two ask at once: it is the same.
            made = OpenApi.describe(methods);
            json = made;
        }
        return made;
    }
}
