package dev.weft.downstream;

import io.grpc.ClientStreamTracer;
import io.grpc.ConnectivityState;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancerProvider;
import io.grpc.LoadBalancerRegistry;
import io.grpc.Metadata;
import io.grpc.NameResolver.ConfigOrError;
import io.grpc.Status;
import io.grpc.util.ForwardingClientStreamTracer;
import io.grpc.util.ForwardingLoadBalancerHelper;
import java.util.Map;
import java.util.Objects;

/**
 * gRPC's outlier detection (gRFC A50), with Weft's notion of a failure. By itself it counts whatever is not OK, so a service that often says
 * NOT_FOUND would lose an address for it; and a call whose client has gone. gRPC finds this policy by its name, through
 * {@code META-INF/services}.
 */
public final class ReplicaBalancer extends LoadBalancerProvider {
    static final String POLICY = "weft_outlier_detection";

    private static final int PRIORITY = 5;

    /** For gRPC. */
    public ReplicaBalancer() {}

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
        return outlierDetection().parseLoadBalancingPolicyConfig(config);
    }

    @Override
    public LoadBalancer newLoadBalancer(LoadBalancer.Helper helper) {
        return outlierDetection().newLoadBalancer(new Corrected(helper));
    }

    // Not kept: gRPC makes this object while it is still collecting the policies.
    private static LoadBalancerProvider outlierDetection() {
        return Objects.requireNonNull(
                LoadBalancerRegistry.getDefaultRegistry().getProvider("outlier_detection_experimental"));
    }

    /** Hands on the policy's choice of an address, and stands between it and what becomes of the call. */
    private static final class Corrected extends ForwardingLoadBalancerHelper {
        private final LoadBalancer.Helper helper;

        Corrected(LoadBalancer.Helper helper) {
            this.helper = helper;
        }

        @Override
        protected LoadBalancer.Helper delegate() {
            return helper;
        }

        @Override
        public void updateBalancingState(ConnectivityState state, LoadBalancer.SubchannelPicker picker) {
            super.updateBalancingState(state, new LoadBalancer.SubchannelPicker() {
                @Override
                public LoadBalancer.PickResult pickSubchannel(LoadBalancer.PickSubchannelArgs args) {
                    LoadBalancer.PickResult picked = picker.pickSubchannel(args);
                    ClientStreamTracer.Factory counting = picked.getStreamTracerFactory();
                    return counting == null ? picked : picked.copyWithStreamTracerFactory(new Counting(counting));
                }
            });
        }
    }

    private static final class Counting extends ClientStreamTracer.Factory {
        private final ClientStreamTracer.Factory policy;

        Counting(ClientStreamTracer.Factory policy) {
            this.policy = policy;
        }

        @Override
        public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
            ClientStreamTracer tracer = policy.newClientStreamTracer(info, headers);
            return new ForwardingClientStreamTracer() {
                @Override
                protected ClientStreamTracer delegate() {
                    return tracer;
                }

                @Override
                public void streamClosed(Status status) {
                    if (!GrpcExchange.isGivenUp(status)) {
                        super.streamClosed(isFailure(status) ? status : Status.OK);
                    }
                }
            };
        }

        // CANCELLED is how it ends when there was no answer in time.
        private static boolean isFailure(Status status) {
            return status.getCode() == Status.Code.CANCELLED || Breakers.isFailure(GrpcFailure.code(status));
        }
    }
}
