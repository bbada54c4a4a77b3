package dev.weft.downstream;

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext.ScheduledHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks up several names, and takes the addresses of all that were found for those of one. Confined to its channel's context. */
final class SeveralNames extends NameResolver {
    /** After how long a name that was not found is looked up again. */
    private static final long AGAIN_SECONDS = 5;

    private final List<Name> names;
    private final Args args;
    private @Nullable ScheduledHandle again;

    /** @param resolvers one for each name, in their order; not empty */
    SeveralNames(List<NameResolver> resolvers, Args args) {
        this.names = resolvers.stream().map(Name::new).toList();
        this.args = args;
    }

    @Override
    public String getServiceAuthority() {
        return names.get(0).resolver.getServiceAuthority();
    }

    @Override
    public void start(Listener2 listener) {
        names.forEach(name -> name.resolver.start(new Listener2() {
            @Override
            public void onResult(ResolutionResult result) {
                found(name, result.getAddressesOrError(), listener);
            }

            @Override
            public Status onResult2(ResolutionResult result) {
                return found(name, result.getAddressesOrError(), listener);
            }

            @Override
            public void onError(Status error) {
                found(name, StatusOr.fromStatus(error), listener);
            }
        }));
    }

    private Status found(Name name, StatusOr<List<EquivalentAddressGroup>> addresses, Listener2 listener) {
        // What was known of a name stays, as its name server may only be away.
        if (addresses.hasValue() || name.addresses == null) {
            name.addresses = addresses;
        }
        if (!addresses.hasValue() && again == null) {
            again = args.getSynchronizationContext()
                    .schedule(this::lookUpAgain, AGAIN_SECONDS, TimeUnit.SECONDS, args.getScheduledExecutorService());
        }
        List<EquivalentAddressGroup> all = new ArrayList<>();
        for (Name each : names) {
            if (each.addresses != null && each.addresses.hasValue()) {
                each.addresses.getValue().forEach(address -> all.add(each.address(address)));
            }
        }
        if (!all.isEmpty()) {
            return tell(StatusOr.fromValue(all), listener);
        }
        boolean allFailed = names.stream().allMatch(each -> each.addresses != null);
        return allFailed ? tell(addresses, listener) : Status.OK;
    }

    private static Status tell(StatusOr<List<EquivalentAddressGroup>> addresses, Listener2 listener) {
        return listener.onResult2(ResolutionResult.newBuilder()
                .setAddressesOrError(addresses)
                .setAttributes(Attributes.EMPTY)
                .build());
    }

    private void lookUpAgain() {
        again = null;
        refresh();
    }

    @Override
    public void refresh() {
        names.forEach(name -> name.resolver.refresh());
    }

    @Override
    public void shutdown() {
        if (again != null) {
            again.cancel();
        }
        names.forEach(name -> name.resolver.shutdown());
    }

    private static final class Name {
        private final NameResolver resolver;

        /** Null as long as nothing was said of it. */
        private @Nullable StatusOr<List<EquivalentAddressGroup>> addresses;

        Name(NameResolver resolver) {
            this.resolver = resolver;
        }

        /** The address, called by its own name: the certificate there is for that. */
        EquivalentAddressGroup address(EquivalentAddressGroup found) {
            return new EquivalentAddressGroup(
                    found.getAddresses(),
                    found.getAttributes().toBuilder()
                            .set(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, resolver.getServiceAuthority())
                            .build());
        }
    }
}
