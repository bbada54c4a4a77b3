package dev.weft.downstream;

import java.util.List;
import java.util.regex.Pattern;

/** Where a gRPC downstream is, as the configuration writes it (gRPC name resolution: grpc/doc/naming.md). */
sealed interface GrpcTarget {
    /**
     * A name to resolve.
     *
     * @param target with its scheme, for gRPC's resolver
     */
    record Name(String target) implements GrpcTarget {
        private static final Pattern ADDRESS =
                Pattern.compile("dns:(///)?([0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[^]]*])(:[0-9]+)?");

        /** Whether it is one address already. */
        boolean isAddress() {
            return ADDRESS.matcher(target).matches();
        }
    }

    /**
     * A Unix domain socket.
     *
     * @param path where it is
     */
    record Socket(String path) implements GrpcTarget {}

    /** What {@code targets} say together, or an {@link IllegalArgumentException}. */
    static GrpcTarget parse(List<String> targets) {
        if (targets.size() == 1) {
            return parse(targets.get(0));
        }
        return new Name(SeveralNamesProvider.target(
                targets.stream().map(GrpcTarget::parse).map(GrpcTarget::name).toList()));
    }

    private static Name name(GrpcTarget target) {
        if (target instanceof Name name) {
            return name;
        }
        throw new IllegalArgumentException("targets: unix:" + ((Socket) target).path()
                + " (expected: host:port; a Unix domain socket stands alone)");
    }

    /** What {@code target} says, or an {@link IllegalArgumentException}. */
    static GrpcTarget parse(String target) {
        if (target.startsWith("unix:///")) {
            return new Socket(target.substring("unix://".length()));
        }
        if (target.startsWith("unix:") && !target.startsWith("unix://") && target.length() > "unix:".length()) {
            return new Socket(target.substring("unix:".length()));
        }
        if (DNS.matcher(target).matches()) {
            return new Name(target);
        }
        if (HOST_AND_PORT.matcher(target).matches()) {
            return new Name("dns:///" + target);
        }
        throw new IllegalArgumentException(
                "target: " + target + " (expected: dns:///host:port, host:port or unix:///path)");
    }

    /** The name of a host or an address, IPv6 in brackets. */
    Pattern HOST_AND_PORT = Pattern.compile(
            "([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+])(:(?!0+$)(?:[0-5]?[0-9]{1,4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?");

    /** The same with its scheme, and possibly the name server to ask. */
    Pattern DNS = Pattern.compile("dns:(//[^/]*/)?" + HOST_AND_PORT.pattern());
}
