package dev.weft.edge;

import dev.weft.downstream.Headers;
import dev.weft.downstream.Headers.Header;
import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Picks the client's headers that go on to the downstreams. Immutable. */
final class ForwardedHeaders {
    /** Those of a connection, or that gRPC writes itself. */
    private static final Set<String> NEVER =
            Set.of("connection", "content-length", "content-type", "host", "te", "transfer-encoding", "user-agent");

    private final List<Metadata.Key<String>> text = new ArrayList<>();
    private final List<Metadata.Key<byte[]>> binary = new ArrayList<>();

    /**
     * @param names in lower case
     * @throws IllegalArgumentException when one of them is not for forwarding
     */
    ForwardedHeaders(List<String> names) {
        for (String name : names) {
            if (name.startsWith("grpc-") || NEVER.contains(name)) {
                throw new IllegalArgumentException("forward_headers: " + name
                        + " (expected: a header that says something of the request, not of the connection)");
            }
            if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                binary.add(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER));
            } else {
                text.add(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
            }
        }
    }

    /** Those of {@code headers} that go on, each as often as the client sent it. */
    Headers pick(Metadata headers) {
        List<Header> picked = new ArrayList<>();
        for (Metadata.Key<String> key : text) {
            Iterable<String> values = headers.getAll(key);
            if (values != null) {
                values.forEach(value -> addText(key.name(), value, picked));
            }
        }
        for (Metadata.Key<byte[]> key : binary) {
            Iterable<byte[]> values = headers.getAll(key);
            if (values != null) {
                values.forEach(value ->
                        picked.add(new Header(key.name(), Base64.getEncoder().encodeToString(value))));
            }
        }
        return picked.isEmpty() ? Headers.NONE : new Headers(picked);
    }

    // A value that is no header's would otherwise be dropped further on, and be written to the log there.
    private static void addText(String name, String value, List<Header> picked) {
        if (isPrintableAscii(value)) {
            picked.add(new Header(name, value));
        }
    }

    private static boolean isPrintableAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
