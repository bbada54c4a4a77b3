package dev.weft.downstream;

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Makes one target of several names to look up, {@code weft-names:///users-1:5101,users-2:5101}. gRPC finds it by that scheme, through
 * {@code META-INF/services}.
 */
public final class SeveralNamesProvider extends NameResolverProvider {
    private static final String SCHEME = "weft-names";
    private static final int PRIORITY = 5;

    /** For gRPC. */
    public SeveralNamesProvider() {}

    /** The target of those names, each with its scheme. */
    static String target(List<GrpcTarget.Name> names) {
        return SCHEME + ":///"
                + String.join(
                        ",", names.stream().map(name -> encoded(name.target())).toList());
    }

    // With the slashes that gRPC's resolver wants; an IPv6 address is in brackets, which no path may have in it.
    private static String encoded(String name) {
        return name.replaceFirst("^dns:(?!/)", "dns:///").replace("[", "%5B").replace("]", "%5D");
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
        String[] names = target.getRawPath().substring(1).split(",", -1);
        return new SeveralNames(
                Arrays.stream(names).map(name -> resolver(name, args)).toList(), args);
    }

    private static NameResolver resolver(String name, NameResolver.Args args) {
        return Objects.requireNonNull(
                NameResolverRegistry.getDefaultRegistry().asFactory().newNameResolver(URI.create(name), args));
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return PRIORITY;
    }

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }
}
