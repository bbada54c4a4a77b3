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
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The process: an event loop for each processor, and on each a channel of its own, so that a page never changes threads. */
final class HandGrpc extends DashboardServiceImplBase {
    private final PerLoop<InContext> services;
    private final Breakers breakers = Breakers.create();

    private HandGrpc(PerLoop<InContext> services) {
        this.services = services;
    }

    public static void main(String[] arguments) throws IOException {
        Loops loops = Loops.start(Runtime.getRuntime().availableProcessors());
        PerLoop<InContext> services = loops.each(
                Worker.argument(arguments, "downstream"),
                // A call that was lost is made again by Call.
                false,
                channel -> new InContext(Stubs.of(channel)));
        Server server =
                loops.server().addService(new HandGrpc(services)).build().start();
        Worker.serve(server.getPort());
    }

    @Override
    public void getDashboard(GetDashboardRequest request, StreamObserver<GetDashboardResponse> client) {
        CancellableContext context =
                Context.current().withDeadlineAfter(Page.TIME_MILLIS, TimeUnit.MILLISECONDS, services.timers());
        context.run(() -> Page.answer(request, services.here(), breakers, new Ending(client, context)));
    }

    /** Ends the context with the page. */
    private record Ending(StreamObserver<GetDashboardResponse> client, CancellableContext context)
            implements StreamObserver<GetDashboardResponse> {
        @Override
        public void onNext(GetDashboardResponse page) {
            client.onNext(page);
        }

        @Override
        public void onError(Throwable failure) {
            client.onError(failure);
            context.cancel(null);
        }

        @Override
        public void onCompleted() {
            client.onCompleted();
            context.cancel(null);
        }
    }
}
