package dev.weft.downstream;

import java.util.List;

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

    /** One header. */
    public record Header(String name, String value) {}
}
