package dev.weft.server;

import dev.weft.config.v1.Config;
import dev.weft.downstream.AnswerCache;
import dev.weft.downstream.CallListener;
import dev.weft.downstream.DownstreamState;
import dev.weft.downstream.Downstreams;
import dev.weft.edge.AdminDoor;
import dev.weft.edge.GrpcDoor;
import dev.weft.edge.HttpDoor;
import dev.weft.edge.JsonBindings;
import dev.weft.edge.PageServices;
import dev.weft.execution.CallSource;
import dev.weft.execution.PageListener;
import dev.weft.execution.Pages;
import dev.weft.execution.Streams;
import dev.weft.loop.EventLoops;
import dev.weft.plan.RememberedAnswers;
import dev.weft.plan.RpcPlan;
import dev.weft.schema.Schema;
import dev.weft.telemetry.Metrics;
import dev.weft.telemetry.PageLog;
import dev.weft.transcoding.JsonLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server. Everything that it is made of is put together here, from the bottom up. */
final class WeftServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WeftServer.class);

    /** How often it is looked whether all have finished. */
    private static final int LOOK_MILLIS = 20;

    private final EventLoops loops;
    private final AnswerCache cache;
    private final Downstreams downstreams;
    private final FormulaThreads formulas;
    private final Pages pages;
    private final Streams streams;
    private final GrpcDoor grpc;
    private final HttpDoor http;
    private final Duration grace;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile @Nullable AdminDoor admin;

    private WeftServer(
            EventLoops loops,
            AnswerCache cache,
            Downstreams downstreams,
            FormulaThreads formulas,
            Pages pages,
            Streams streams,
            GrpcDoor grpc,
            HttpDoor http,
            Duration grace) {
        this.loops = loops;
        this.cache = cache;
        this.downstreams = downstreams;
        this.formulas = formulas;
        this.pages = pages;
        this.streams = streams;
        this.grpc = grpc;
        this.http = http;
        this.grace = grace;
    }

    /**
     * Opens the doors.
     *
     * @param schema what the plans were made of
     * @param config with its defaults filled in
     * @throws StartupException when a setting turns out to be wrong, or a port is taken
     */
    static WeftServer start(Schema schema, List<RpcPlan> plans, Config config) throws StartupException {
        EventLoops loops = EventLoops.start(config.getEventLoops());
        try {
            Metrics metrics = new Metrics();
            CallListener calls = config.getAdmin().getMetrics() ? metrics.calls() : CallListener.NONE;
            AnswerCache cache = AnswerCache.open(Settings.cache(config), RememberedAnswers.of(plans), loops, calls);
            Downstreams downstreams = Downstreams.open(
                    Settings.downstreams(config),
                    loops,
                    JsonTypes.of(schema, JsonLimits.DEFAULT.depth()),
                    cache,
                    calls);
            metrics.watch(downstreams.states(), cache);
            PageListener listener = listener(metrics, config);
            FormulaThreads formulas = FormulaThreads.of(config.getExpressions());
            CallSource source = new DownstreamCalls(downstreams);
            Pages pages = new Pages(plans, source, Settings.pageTimes(config), listener, formulas.offload());
            Streams streams = new Streams(
                    plans, source, downstreams::stream, Settings.pageTimes(config), listener, formulas.offload());
            PageServices services = PageServices.of(
                    plans,
                    pages,
                    streams,
                    listener,
                    loops,
                    config.getForwardHeadersList(),
                    config.getCache().getNoCacheFromList(),
                    Settings.duration(config.getGrpc().getBodyTimeout()),
                    config.getGrpc().getReflection().getIncludeWeftOptions());
            metrics.watch(services::inFlight);
            JsonBindings bindings =
                    JsonBindings.of(plans, JsonTypes.of(schema, config.getHttp().getMaxJsonDepth()));
            GrpcDoor grpc = GrpcDoor.open(Settings.grpc(config), loops, services);
            HttpDoor http = HttpDoor.open(Settings.http(config), loops, services, bindings);
            WeftServer server = new WeftServer(
                    loops,
                    cache,
                    downstreams,
                    formulas,
                    pages,
                    streams,
                    grpc,
                    http,
                    Settings.duration(config.getShutdownGrace()));
            server.admin = admin(server, metrics, config);
            return server;
        } catch (IllegalArgumentException e) {
            throw StartupException.wrongInput("error: " + e.getMessage());
        } catch (IOException e) {
            throw StartupException.failed("error: " + e.getMessage());
        }
    }

    private static PageListener listener(Metrics metrics, Config config) {
        PageListener meters = config.getAdmin().getMetrics() ? metrics.pages() : PageListener.NONE;
        if (!config.getLog().getPages()) {
            return meters;
        }
        PageLog log = new PageLog();
        return report -> {
            meters.ended(report);
            log.ended(report);
        };
    }

    /** Pages are answered without it, when another process has its port. */
    private static @Nullable AdminDoor admin(WeftServer server, Metrics metrics, Config config) {
        try {
            return AdminDoor.open(
                    Settings.admin(config),
                    config.getAdmin().getMetrics() ? Optional.of(metrics::text) : Optional.empty(),
                    () -> !server.stopping);
        } catch (IOException e) {
            LOG.warn("{}; there are no metrics", e.getMessage());
            return null;
        }
    }

    /** The port of the gRPC door. */
    int grpcPort() {
        return grpc.port();
    }

    /** The port of the HTTP door. */
    int httpPort() {
        return http.port();
    }

    /** The port of the admin door; empty when it could not be opened. */
    OptionalInt adminPort() {
        AdminDoor door = admin;
        return door == null ? OptionalInt.empty() : OptionalInt.of(door.port());
    }

    /** Says on {@code out} that it is ready, and waits until it is told to stop: for the rest of this process's life. */
    void serve(PrintWriter out) throws InterruptedException {
        StopSignal.drains(this);
        out.println("gRPC on port " + grpcPort());
        out.println("HTTP on port " + httpPort());
        adminPort().ifPresent(port -> out.println("admin on port " + port));
        out.println("ready");
        out.flush();
        closed.await();
    }

    /** Closes the doors, lets running pages finish within the configured grace, then ends everything. */
    @Override
    public void close() {
        stopping = true;
        long start = System.nanoTime();
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> drain(http::drain)),
                        CompletableFuture.runAsync(() -> drain(grpc::drain)))
                .join();
        finishPages(start);
        downstreams.close();
        formulas.close();
        cache.close();
        loops.close();
        AdminDoor door = admin;
        if (door != null) {
            door.close();
        }
        closed.countDown();
    }

    private void drain(Door door) {
        try {
            door.drain(grace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for what changes something though its client has gone or its page has failed: no door knows of it any more. */
    private void finishPages(long start) {
        try {
            while (pages.running() + streams.goingOn() + callsUnderWay() > 0
                    && System.nanoTime() - start < grace.toNanos()) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int callsUnderWay() {
        return downstreams.states().stream().mapToInt(DownstreamState::underWay).sum();
    }

    private interface Door {
        void drain(Duration grace) throws InterruptedException;
    }
}
