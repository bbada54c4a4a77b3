package dev.weft.edge;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Tells requests that want nothing out of memory: {@code cache-control: no-cache} (RFC 9111, section 5.2.1.4), from clients that may
 * say so. From others it says nothing: anybody could make the downstreams work as if there were no memory. Immutable.
 */
final class FreshRequests {
    private static final Metadata.Key<String> CACHE_CONTROL =
            Metadata.Key.of("cache-control", Metadata.ASCII_STRING_MARSHALLER);

    private final List<Network> permitted;

    /**
     * @param networks whose clients may say so, such as {@code 10.0.0.0/8}
     * @throws IllegalArgumentException when one of them is none
     */
    FreshRequests(List<String> networks) {
        try {
            this.permitted = networks.stream().map(Network::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cache.no_cache_from: " + e.getMessage(), e);
        }
    }

    boolean isOne(ServerCall<?, ?> call, Metadata headers) {
        return !permitted.isEmpty() && saysNoCache(headers) && isPermitted(call);
    }

    private static boolean saysNoCache(Metadata headers) {
        Iterable<String> values = headers.getAll(CACHE_CONTROL);
        if (values == null) {
            return false;
        }
        for (String value : values) {
            for (String directive : value.split(",", -1)) {
                if (directive.strip().equalsIgnoreCase("no-cache")) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isPermitted(ServerCall<?, ?> call) {
        return call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress client
                && permitted.stream().anyMatch(network -> network.contains(client.getAddress()));
    }
}
