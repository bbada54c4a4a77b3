package dev.weft.bench.handgrpc;

import dev.weft.bench.cards.Breakers;
import dev.weft.bench.cards.Page;
import dev.weft.bench.cards.Stubs;
import dev.weft.bench.grpc.Loops;
import dev.weft.bench.grpc.PerLoop;
import dev.weft.bench.page.v1.DashboardServiceGrpc.DashboardServiceImplBase;
import dev.weft.bench.page.v1.GetDashboardRequest;
import dev.weft.bench.page.v1.GetDashboardResponse;
import dev.weft.bench.process.Worker;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import java.io.IOException;

/** The process: an event loop for each processor, and on each a channel of its own, so that a page never changes threads. */
final class HandGrpc extends DashboardServiceImplBase {
    private final PerLoop<Stubs> stubs;
    private final Breakers breakers = Breakers.create();

    private HandGrpc(PerLoop<Stubs> stubs) {
        this.stubs = stubs;
    }

    public static void main(String[] arguments) throws IOException {
        Loops loops = Loops.start(Runtime.getRuntime().availableProcessors());
        PerLoop<Stubs> stubs = loops.each(
                Worker.argument(arguments, "downstream"),
                // A call that was lost is made again by Call.
                false,
                Stubs::of);
        Server server = loops.server().addService(new HandGrpc(stubs)).build().start();
        Worker.serve(server.getPort());
    }

    @Override
    public void getDashboard(GetDashboardRequest request, StreamObserver<GetDashboardResponse> client) {
        Page.answer(request, stubs.here(), breakers, client);
    }
}
