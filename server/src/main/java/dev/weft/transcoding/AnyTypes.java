package dev.weft.transcoding;

import com.google.protobuf.Descriptors.Descriptor;
import java.util.Optional;
import java.util.function.Function;

/** Finds the type that the URL of a google.protobuf.Any names: what stands after the last slash. */
final class AnyTypes {
    private AnyTypes() {}

    static Optional<Descriptor> find(Function<String, Optional<Descriptor>> types, String typeUrl) {
        int slash = typeUrl.lastIndexOf('/');
        return slash < 0 || slash == typeUrl.length() - 1
                ? Optional.empty()
                : types.apply(typeUrl.substring(slash + 1));
    }
}
