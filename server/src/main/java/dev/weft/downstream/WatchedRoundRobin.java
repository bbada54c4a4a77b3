package dev.weft.downstream;

import io.grpc.CallOptions;
import io.grpc.ConnectivityState;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancerProvider;
import io.grpc.LoadBalancerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.NameResolver.ConfigOrError;
import io.grpc.Status;
import io.grpc.util.ForwardingLoadBalancer;
import io.grpc.util.ForwardingLoadBalancerHelper;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * gRPC's round robin, with health checking, and an {@link AddressWatch} that is told which addresses take part. gRPC does not tell: so it is seen
 * by asking, whenever the choice changes, whom the next calls would go to. gRPC finds this policy by its name, through {@code META-INF/services}.
 */
public final class WatchedRoundRobin extends LoadBalancerProvider {
    static final String POLICY = "weft_round_robin";

    private static final int PRIORITY = 5;

    /** Calls on other threads take turns from the same round: with so many rounds none is missed. */
    private static final int ROUNDS = 3;

    /** For gRPC. */
    public WatchedRoundRobin() {}

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public int getPriority() {
        return PRIORITY;
    }

    @Override
    public String getPolicyName() {
        return POLICY;
    }

    @Override
    public ConfigOrError parseLoadBalancingPolicyConfig(Map<String, ?> config) {
        return roundRobin().parseLoadBalancingPolicyConfig(config);
    }

    @Override
    public LoadBalancer newLoadBalancer(LoadBalancer.Helper helper) {
        AddressWatch watch = helper.getNameResolverArgs().getArg(AddressWatch.KEY);
        return watch == null ? roundRobin().newLoadBalancer(helper) : new Watched(helper, watch);
    }

    // Not kept: gRPC makes this object while it is still collecting the policies.
    private static LoadBalancerProvider roundRobin() {
        return Objects.requireNonNull(LoadBalancerRegistry.getDefaultRegistry().getProvider("round_robin"));
    }

    /** Confined to its channel's context. */
    private static final class Watched extends ForwardingLoadBalancer {
        private final AddressWatch watch;
        private final LoadBalancer balancer;
        private int known;
        private int called;

        Watched(LoadBalancer.Helper helper, AddressWatch watch) {
            this.watch = watch;
            this.balancer = roundRobin().newLoadBalancer(new ForwardingLoadBalancerHelper() {
                @Override
                protected LoadBalancer.Helper delegate() {
                    return helper;
                }

                @Override
                public void updateBalancingState(ConnectivityState state, SubchannelPicker picker) {
                    called = state == ConnectivityState.READY ? choices(picker) : 0;
                    tell();
                    super.updateBalancingState(state, picker);
                }
            });
        }

        @Override
        protected LoadBalancer delegate() {
            return balancer;
        }

        @Override
        public Status acceptResolvedAddresses(ResolvedAddresses addresses) {
            known = addresses.getAddresses().size();
            tell();
            return super.acceptResolvedAddresses(addresses);
        }

        private void tell() {
            watch.set(new Addresses(known, called));
        }

        private int choices(SubchannelPicker picker) {
            Set<Subchannel> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
            for (int i = 0; i < known * ROUNDS; i++) {
                Subchannel next = picker.pickSubchannel(Nothing.ARGS).getSubchannel();
                if (next != null) {
                    chosen.add(next);
                }
            }
            return chosen.size();
        }
    }

    /** A call that is never made. */
    private static final class Nothing extends LoadBalancer.PickSubchannelArgs {
        static final Nothing ARGS = new Nothing();

        private final MethodDescriptor<byte[], byte[]> method = MethodDescriptor.newBuilder(
                        BytesMarshaller.INSTANCE, BytesMarshaller.INSTANCE)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("weft.Nothing/Nothing")
                .build();

        @Override
        public CallOptions getCallOptions() {
            return CallOptions.DEFAULT;
        }

        @Override
        public Metadata getHeaders() {
            return new Metadata();
        }

        @Override
        public MethodDescriptor<?, ?> getMethodDescriptor() {
            return method;
        }
    }
}
