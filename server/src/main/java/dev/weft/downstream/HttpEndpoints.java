package dev.weft.downstream;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.endpoint.EndpointGroup;
import com.linecorp.armeria.client.endpoint.healthcheck.HealthCheckedEndpointGroup;
import com.linecorp.armeria.common.SessionProtocol;
import dev.weft.downstream.DownstreamSettings.Connection;
import dev.weft.downstream.DownstreamSettings.HealthCheck;
import dev.weft.downstream.DownstreamSettings.Tls;
import java.util.List;
import java.util.Optional;

/** Puts together which addresses of an HTTP downstream are called. */
final class HttpEndpoints {
    private HttpEndpoints() {}

    /**
     * The one address that there can be, or those of all targets that may be called.
     *
     * @param targets alike but for host and port; otherwise an {@link IllegalArgumentException}
     * @param factory for questions after their health
     */
    static EndpointGroup of(List<HttpTarget> targets, Connection connection, ClientFactory factory) {
        HttpTarget first = targets.get(0);
        for (HttpTarget target : targets) {
            if (target.protocol() != first.protocol() || !target.basePath().equals(first.basePath())) {
                throw new IllegalArgumentException(
                        "targets: " + connection.targets() + " (expected: the same scheme and path in each)");
            }
        }
        Optional<String> name = connection.tls().flatMap(Tls::serverName);
        List<EndpointGroup> hosts =
                targets.stream().map(target -> addresses(target, name)).toList();
        boolean single = hosts.size() == 1 && hosts.get(0) instanceof Endpoint;
        Optional<HealthCheck> check = connection.replicas().healthCheck();
        if (single && check.isEmpty()) {
            return hosts.get(0);
        }
        return HttpReplicas.watch(
                EndpointGroup.of(hosts),
                all -> check.map(each -> health(all, each, first.protocol(), factory)),
                connection);
    }

    /** @param name what they are called, if not as the target says */
    private static EndpointGroup addresses(HttpTarget target, Optional<String> name) {
        Endpoint endpoint = Endpoint.parse(target.hostAndPort()).withDefaultPort(target.protocol());
        return endpoint.isIpAddrOnly()
                ? name.map(endpoint::withHost).orElse(endpoint)
                : HostAddresses.of(endpoint, name.orElse(endpoint.host()));
    }

    private static EndpointGroup health(
            EndpointGroup all, HealthCheck check, SessionProtocol protocol, ClientFactory factory) {
        return HealthCheckedEndpointGroup.builder(all, check.path())
                .useGet(true)
                .protocol(protocol)
                .clientFactory(factory)
                .retryInterval(check.interval())
                .build();
    }
}
