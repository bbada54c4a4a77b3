package dev.weft.downstream;

import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.endpoint.DynamicEndpointGroup;
import com.linecorp.armeria.client.endpoint.EndpointGroup;
import com.linecorp.armeria.client.endpoint.EndpointSelectionStrategy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those addresses of an HTTP downstream that may be called, each in its turn: not one that says it is not well, that could not be
 * reached, or whose calls fail. It does for HTTP what gRPC's balancer does: that knows at once which connection is gone. When all that
 * say they are well are unreachable or failing, all of these are called, as nobody knows better. Thread-safe.
 */
final class HttpReplicas extends DynamicEndpointGroup {
    private static final Logger LOG = LoggerFactory.getLogger(HttpReplicas.class);
    private static final int CONNECT_MILLIS = 1000;
    private static final int LOOK_UP_MILLIS = 3000;

    private final EndpointGroup all;
    private final Optional<EndpointGroup> well;
    private final Optional<Ejections> ejections;
    private final long reconnectNanos;
    private final Map<Endpoint, Ejections.Tally> tallies = new ConcurrentHashMap<>();
    private final Set<Endpoint> unreachable = new HashSet<>();
    private final ScheduledExecutorService timers =
            new ScheduledThreadPoolExecutor(1, HttpReplicas::thread, new ThreadPoolExecutor.DiscardPolicy());

    private HttpReplicas(
            EndpointGroup all, Optional<EndpointGroup> well, Optional<Ejections> ejections, Duration reconnect) {
        super(EndpointSelectionStrategy.roundRobin());
        this.all = all;
        this.well = well;
        this.ejections = ejections;
        this.reconnectNanos = reconnect.toNanos();
    }

    /**
     * Begins to watch; closing this closes {@code all} too.
     *
     * @param all every address
     * @param health which of them are well, by their own word
     */
    static HttpReplicas watch(
            EndpointGroup all,
            Function<EndpointGroup, Optional<EndpointGroup>> health,
            DownstreamSettings.Connection to) {
        Optional<DownstreamSettings.OutlierDetection> detection = to.replicas().outlierDetection();
        HttpReplicas replicas =
                new HttpReplicas(all, health.apply(all), detection.map(Ejections::new), to.maxConnectBackoff());
        all.addListener(found -> replicas.choose(), true);
        replicas.well.ifPresent(group -> group.addListener(found -> replicas.choose(), true));
        replicas.choose();
        detection.ifPresent(settings -> {
            long nanos = settings.interval().toNanos();
            replicas.timers.scheduleWithFixedDelay(replicas::look, nanos, nanos, TimeUnit.NANOSECONDS);
        });
        return replicas;
    }

    /** How long a call waits for an address: not at all when they are known, and none of them is well. */
    @Override
    public long selectionTimeoutMillis() {
        return all.endpoints().isEmpty() ? LOOK_UP_MILLIS : 0;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "weft-replicas");
        thread.setDaemon(true);
        return thread;
    }

    /** A call of that address was answered. */
    void answered(Endpoint address) {
        if (ejections.isPresent()) {
            tally(address).answered();
        }
    }

    /** A call of that address failed, in a way that says something of it. */
    void failed(Endpoint address) {
        if (ejections.isPresent()) {
            tally(address).failed();
        }
    }

    /** It could not be connected to: it is left out until it can. */
    void unreachable(Endpoint address) {
        leaveOut(address, reconnectNanos);
    }

    /** A connection of it was lost, perhaps with all others: it is left out until a new one shows that it is there. */
    void lost(Endpoint address) {
        leaveOut(address, 0);
    }

    private void leaveOut(Endpoint address, long tryAfterNanos) {
        boolean first;
        synchronized (this) {
            first = all.endpoints().contains(address) && unreachable.add(address);
        }
        if (first) {
            LOG.debug("{} is left out until it can be connected to", address);
            choose();
            timers.schedule(() -> connect(address), tryAfterNanos, TimeUnit.NANOSECONDS);
        }
    }

    private Ejections.Tally tally(Endpoint address) {
        return tallies.computeIfAbsent(address, key -> new Ejections.Tally());
    }

    private void connect(Endpoint address) {
        if (!all.endpoints().contains(address) || accepts(address)) {
            synchronized (this) {
                unreachable.remove(address);
            }
            choose();
        } else {
            LOG.warn("{} cannot be connected to: left out until it can", address);
            timers.schedule(() -> connect(address), reconnectNanos, TimeUnit.NANOSECONDS);
        }
    }

    private static boolean accepts(Endpoint address) {
        String ip = address.ipAddr();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(ip == null ? address.host() : ip, address.port()), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void look() {
        Map<Endpoint, Ejections.Tally> present = new HashMap<>();
        all.endpoints().forEach(address -> present.put(address, tally(address)));
        tallies.keySet().retainAll(present.keySet());
        ejections.ifPresent(it -> it.look(present.values(), System.nanoTime()));
        choose();
    }

    private synchronized void choose() {
        List<Endpoint> candidates = candidates();
        List<Endpoint> chosen = usable(candidates);
        setEndpoints(chosen.isEmpty() ? candidates : chosen);
    }

    private List<Endpoint> usable(List<Endpoint> candidates) {
        return candidates.stream()
                .filter(address -> !unreachable.contains(address) && !isEjected(address))
                .toList();
    }

    /** How many there are, and how many of them nothing is known against. */
    synchronized Addresses addresses() {
        return new Addresses(all.endpoints().size(), usable(candidates()).size());
    }

    // Until the first has answered, nothing is known of any.
    private List<Endpoint> candidates() {
        return well.filter(group -> group.whenReady().isDone())
                .map(EndpointGroup::endpoints)
                .orElseGet(all::endpoints);
    }

    private boolean isEjected(Endpoint address) {
        Ejections.Tally tally = tallies.get(address);
        return tally != null && tally.isEjected();
    }

    @Override
    protected void doCloseAsync(CompletableFuture<?> closed) {
        timers.shutdownNow();
        well.ifPresent(EndpointGroup::close);
        all.close();
        super.doCloseAsync(closed);
    }
}
