package dev.weft.downstream;

import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.endpoint.DynamicEndpointGroup;
import com.linecorp.armeria.client.endpoint.EndpointGroup;
import com.linecorp.armeria.client.endpoint.dns.DnsAddressEndpointGroup;
import java.util.concurrent.CompletableFuture;

/**
 * The addresses of one host, called by another name: that of its certificate. Armeria itself looks for the address of the name that it
 * calls.
 */
final class RenamedEndpoints extends DynamicEndpointGroup {
    private final EndpointGroup addresses;

    private RenamedEndpoints(EndpointGroup addresses, String name) {
        this.addresses = addresses;
        addresses.addListener(
                found -> setEndpoints(
                        found.stream().map(each -> each.withHost(name)).toList()),
                true);
    }

    /** Those of {@code endpoint}, looked up as long as this is not closed. */
    static EndpointGroup of(Endpoint endpoint, String name) {
        return new RenamedEndpoints(DnsAddressEndpointGroup.of(endpoint.host(), endpoint.port()), name);
    }

    @Override
    protected void doCloseAsync(CompletableFuture<?> closed) {
        addresses.close();
        super.doCloseAsync(closed);
    }
}
