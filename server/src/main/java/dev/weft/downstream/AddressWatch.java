package dev.weft.downstream;

import io.grpc.NameResolver;

/** What the balancer of one channel says of its addresses, for whoever wants to know. Safe for use by many threads. */
final class AddressWatch {
    /** Under which a channel hands its own to its balancer. */
    static final NameResolver.Args.Key<AddressWatch> KEY = NameResolver.Args.Key.create("weft-addresses");

    private volatile Addresses now = new Addresses(0, 0);

    void set(Addresses addresses) {
        now = addresses;
    }

    /** None as long as nothing was found out. */
    Addresses now() {
        return now;
    }
}
