package dev.weft.downstream;

import io.grpc.Metadata;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Headers to send, in order. Immutable. */
public final class Headers {
    /** No headers. */
    public static final Headers NONE = new Headers(List.of());

    private final List<Header> entries;

    /** The same as gRPC has them: all calls of a page send them. Null until the first does. Never changed. */
    private volatile @Nullable Metadata metadata;

    /** @param entries names are lower case; a name that ends in {@code -bin} has a base64 value, as gRPC has it */
    public Headers(List<Header> entries) {
        this.entries = List.copyOf(entries);
    }

    /** One after another. */
    public List<Header> entries() {
        return entries;
    }

    /** Those of these names. */
    Headers only(Set<String> names) {
        return new Headers(
                entries.stream().filter(header -> names.contains(header.name())).toList());
    }

    /**
     * As gRPC has them, to be copied from only.
     *
     * @param conversion makes that of them, whoever asks: it is asked the first time only
     */
    Metadata metadata(Function<Headers, Metadata> conversion) {
        Metadata made = metadata;
        if (made == null) {
            made = conversion.apply(this);
            metadata = made;
        }
        return made;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers headers && entries.equals(headers.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    /** Their names: a value may be a credential. */
    @Override
    public String toString() {
        return entries.stream().map(Header::name).toList().toString();
    }

    /** One header. */
    public record Header(String name, String value) {}
}
