package dev.weft.downstream;

import java.util.List;
import java.util.Set;

/**
 * Headers to send, in order.
 *
 * @param entries names are lower case; a name that ends in {@code -bin} has a base64 value, as gRPC has it
 */
public record Headers(List<Header> entries) {
    /** No headers. */
    public static final Headers NONE = new Headers(List.of());

    public Headers {
        entries = List.copyOf(entries);
    }

    /** Those of these names. */
    Headers only(Set<String> names) {
        return new Headers(
                entries.stream().filter(header -> names.contains(header.name())).toList());
    }

    /** One header. */
    public record Header(String name, String value) {}
}
