package dev.weft.edge;

import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpHeadersBuilder;
import io.grpc.Metadata;
import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Headers as HTTP has them to headers as gRPC has them, and back: values of names that end in {@code -bin} are base64 in HTTP. */
final class HttpMetadata {
    /** Those of a connection, of a message's form on the wire, and those that gRPC gives a meaning. */
    private static final Set<String> OF_THE_TRANSPORT = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private HttpMetadata() {}

    /** The headers of a request; a binary one that is not base64, and another that is not ASCII, is left out. */
    static Metadata of(HttpHeaders headers) {
        Metadata metadata = new Metadata();
        for (Map.Entry<AsciiString, String> header : headers) {
            String name = header.getKey().toString();
            if (isMetadata(name)) {
                put(metadata, name, header.getValue());
            }
        }
        return metadata;
    }

    private static boolean isMetadata(String name) {
        return !name.startsWith(":") && !OF_THE_TRANSPORT.contains(name);
    }

    private static void put(Metadata metadata, String name, String value) {
        try {
            if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                // Several of a name may have been joined on the way.
                List<byte[]> values = Arrays.stream(value.split(",", -1))
                        .map(each -> Base64.getDecoder().decode(each.strip()))
                        .toList();
                Metadata.Key<byte[]> key = Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER);
                values.forEach(each -> metadata.put(key, each));
            } else if (isAscii(value)) {
                metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
            }
        } catch (IllegalArgumentException e) {
            // A name that gRPC does not allow, or no base64: nobody here reads such a header.
            return;
        }
    }

    /** The others would become question marks, and two clients' values the same. */
    private static boolean isAscii(String value) {
        return value.chars().allMatch(c -> c < 0x80);
    }

    /** Adds metadata to the headers of an answer. */
    static void addTo(HttpHeadersBuilder headers, Metadata metadata) {
        forEach(metadata, headers::add);
    }

    /** Every header, by name and value as HTTP writes it. */
    static void forEach(Metadata metadata, BiConsumer<String, String> header) {
        for (String name : metadata.keys()) {
            if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
                all(metadata, Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER))
                        .forEach(value -> header.accept(name, base64.encodeToString(value)));
            } else {
                all(metadata, Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER))
                        .forEach(value -> header.accept(name, value));
            }
        }
    }

    private static <T> Iterable<T> all(Metadata metadata, Metadata.Key<T> key) {
        Iterable<T> values = metadata.getAll(key);
        return values == null ? Set.of() : values;
    }
}
