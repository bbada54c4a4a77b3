package dev.weft.downstream;

import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.endpoint.DynamicEndpointGroup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses of one host, looked up again and again as the Java runtime does it: in {@code /etc/hosts} and by DNS. Until they are
 * known the host itself stands for them, unless they are called by another name.
 */
final class HostAddresses extends DynamicEndpointGroup {
    private static final Logger LOG = LoggerFactory.getLogger(HostAddresses.class);

    /** As long as the Java runtime remembers an answer. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Endpoint host;
    private final String name;
    private final ScheduledExecutorService lookUps = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "weft-addresses");
        thread.setDaemon(true);
        return thread;
    });

    private HostAddresses(Endpoint host, String name) {
        this.host = host;
        this.name = name;
    }

    /**
     * Begins; it ends when this is closed.
     *
     * @param name what they are called: that of their certificate, or the host's own
     */
    static HostAddresses of(Endpoint host, String name) {
        HostAddresses addresses = new HostAddresses(host, name);
        if (name.equals(host.host())) {
            addresses.setEndpoints(List.of(host));
        }
        addresses.lookUps.scheduleWithFixedDelay(addresses::lookUp, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return addresses;
    }

    private void lookUp() {
        try {
            InetAddress[] found = InetAddress.getAllByName(host.host());
            // Of one kind, the one that the runtime prefers: a host that has both often listens on one of them.
            setEndpoints(Arrays.stream(found)
                    .filter(address -> address.getClass() == found[0].getClass())
                    .map(address -> host.withHost(name).withInetAddress(address))
                    .toList());
        } catch (UnknownHostException e) {
            LOG.debug("host {} not found", host.host());
        }
    }

    @Override
    protected void doCloseAsync(CompletableFuture<?> closed) {
        lookUps.shutdownNow();
        super.doCloseAsync(closed);
    }
}
