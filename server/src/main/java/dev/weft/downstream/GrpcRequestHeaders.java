package dev.weft.downstream;

import io.grpc.Metadata;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes the headers of calls over gRPC to one downstream: the client's that go on, and those that every call carries. */
final class GrpcRequestHeaders {
    /** gRFC A6, "exposed retry metadata". */
    private static final Metadata.Key<String> ATTEMPTS_BEFORE =
            Metadata.Key.of("grpc-previous-rpc-attempts", Metadata.ASCII_STRING_MARSHALLER);

    private final Metadata always = new Metadata();

    /** Those of {@link #always}. */
    private final List<Metadata.Key<?>> own;

    // As many as the names that are forwarded: the configuration lists them.
    private final Map<String, Metadata.Key<?>> keys = new ConcurrentHashMap<>();

    /**
     * @param configured what every call carries; wins over what the client sent
     * @throws IllegalArgumentException when one of them is no header
     */
    GrpcRequestHeaders(Headers configured) {
        for (Headers.Header header : configured.entries()) {
            check(header);
            put(header, always);
        }
        this.own = configured.entries().stream()
                .map(Headers.Header::name)
                .distinct()
                .<Metadata.Key<?>>map(this::key)
                .toList();
    }

    /** The headers of a call; they are gRPC's from now on. */
    Metadata of(CallContext context) {
        Metadata metadata = new Metadata();
        metadata.put(GrpcTimeout.KEY, GrpcTimeout.text(context.timeNanos()));
        if (context.attempt() > 1) {
            metadata.put(ATTEMPTS_BEFORE, String.valueOf(context.attempt() - 1));
        }
        addTo(metadata, context.headers());
        return metadata;
    }

    /** The headers of a stream; they are gRPC's from now on. */
    Metadata of(StreamContext context) {
        Metadata metadata = new Metadata();
        context.deadlineNanos()
                .ifPresent(deadline -> metadata.put(
                        GrpcTimeout.KEY,
                        GrpcTimeout.text(deadline - context.loop().nanoTime())));
        addTo(metadata, context.headers());
        return metadata;
    }

    private void addTo(Metadata metadata, Headers clients) {
        metadata.merge(clients.metadata(this::converted));
        own.forEach(metadata::discardAll);
        metadata.merge(always);
    }

    private Metadata converted(Headers clients) {
        Metadata metadata = new Metadata();
        clients.entries().forEach(header -> put(header, metadata));
        return metadata;
    }

    private Metadata.Key<?> key(String name) {
        return name.endsWith(Metadata.BINARY_HEADER_SUFFIX) ? binary(name) : text(name);
    }

    private void put(Headers.Header header, Metadata metadata) {
        if (header.name().endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
            metadata.put(binary(header.name()), Base64.getDecoder().decode(header.value()));
        } else {
            metadata.put(text(header.name()), header.value());
        }
    }

    @SuppressWarnings("unchecked") // The name decides the type: gRPC sees to that.
    private Metadata.Key<String> text(String name) {
        return (Metadata.Key<String>)
                keys.computeIfAbsent(name, key -> Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER));
    }

    @SuppressWarnings("unchecked") // The name decides the type: gRPC sees to that.
    private Metadata.Key<byte[]> binary(String name) {
        return (Metadata.Key<byte[]>)
                keys.computeIfAbsent(name, key -> Metadata.Key.of(key, Metadata.BINARY_BYTE_MARSHALLER));
    }

    // Says nothing of the value: it may be a credential.
    private static void check(Headers.Header header) {
        if (header.name().startsWith("grpc-")) {
            throw new IllegalArgumentException(
                    "headers." + header.name() + ": gRPC's own (expected: a name that does not begin with grpc-)");
        }
        if (header.name().endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
            checkBase64(header);
        } else if (!header.value().chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("headers." + header.name()
                    + ": the value is not printable ASCII (expected: that, or a name in -bin)");
        }
    }

    private static void checkBase64(Headers.Header header) {
        try {
            Base64.getDecoder().decode(header.value());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "headers." + header.name() + ": the value is not base64 (expected: base64 for a name in -bin)");
        }
    }
}
