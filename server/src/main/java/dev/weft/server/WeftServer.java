package dev.weft.server;

import dev.weft.config.v1.Config;
import dev.weft.downstream.Downstreams;
import dev.weft.downstream.EventLoops;
import dev.weft.edge.GrpcDoor;
import dev.weft.edge.HttpDoor;
import dev.weft.edge.JsonBindings;
import dev.weft.edge.PageServices;
import dev.weft.execution.PageListener;
import dev.weft.execution.Pages;
import dev.weft.plan.RpcPlan;
import dev.weft.schema.Schema;
import dev.weft.telemetry.PageLog;
import dev.weft.transcoding.JsonLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A running server. Everything that it is made of is put together here, from the bottom up. */
final class WeftServer implements AutoCloseable {
    private final EventLoops loops;
    private final Downstreams downstreams;
    private final FormulaThreads formulas;
    private final GrpcDoor grpc;
    private final HttpDoor http;
    private final Duration grace;
    private final CountDownLatch closed = new CountDownLatch(1);

    private WeftServer(
            EventLoops loops,
            Downstreams downstreams,
            FormulaThreads formulas,
            GrpcDoor grpc,
            HttpDoor http,
            Duration grace) {
        this.loops = loops;
        this.formulas = formulas;
        this.downstreams = downstreams;
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
            Downstreams downstreams = Downstreams.open(
                    Settings.downstreams(config), loops, JsonTypes.of(schema, JsonLimits.DEFAULT.depth()));
            PageListener listener = config.getLog().getPages() ? new PageLog() : report -> {};
            FormulaThreads formulas = FormulaThreads.of(config.getExpressions());
            Pages pages = new Pages(plans, downstreams::call, Settings.pageTimes(config), listener, formulas.offload());
            PageServices services = PageServices.of(
                    plans,
                    pages,
                    listener,
                    loops,
                    config.getForwardHeadersList(),
                    config.getGrpc().getReflection().getIncludeWeftOptions());
            JsonBindings bindings =
                    JsonBindings.of(plans, JsonTypes.of(schema, config.getHttp().getMaxJsonDepth()));
            GrpcDoor grpc = GrpcDoor.open(Settings.grpc(config), loops, services);
            HttpDoor http = HttpDoor.open(Settings.http(config), loops, services, bindings);
            return new WeftServer(
                    loops, downstreams, formulas, grpc, http, Settings.duration(config.getShutdownGrace()));
        } catch (IllegalArgumentException e) {
            throw StartupException.wrongInput("error: " + e.getMessage());
        } catch (IOException e) {
            throw StartupException.failed("error: " + e.getMessage());
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

    /** Says on {@code out} that it is ready, and waits until it is told to stop: for the rest of this process's life. */
    void serve(PrintWriter out) throws InterruptedException {
        StopSignal.drains(this);
        out.println("gRPC on port " + grpcPort());
        out.println("HTTP on port " + httpPort());
        out.println("ready");
        out.flush();
        closed.await();
    }

    /** Closes the doors, lets running pages finish within the configured grace, then ends everything. */
    @Override
    public void close() {
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> drain(http::drain)),
                        CompletableFuture.runAsync(() -> drain(grpc::drain)))
                .join();
        downstreams.close();
        formulas.close();
        loops.close();
        closed.countDown();
    }

    private void drain(Door door) {
        try {
            door.drain(grace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Door {
        void drain(Duration grace) throws InterruptedException;
    }
}
