package dev.weft.bench.handarmeria;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.grpc.GrpcClients;
import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.GrpcService;
import dev.weft.bench.cards.Breakers;
import dev.weft.bench.cards.Page;
import dev.weft.bench.cards.Stubs;
import dev.weft.bench.order.v1.OrderServiceGrpc.OrderServiceStub;
import dev.weft.bench.page.v1.DashboardServiceGrpc.DashboardServiceImplBase;
import dev.weft.bench.page.v1.GetDashboardRequest;
import dev.weft.bench.page.v1.GetDashboardResponse;
import dev.weft.bench.payment.v1.PaymentServiceGrpc.PaymentServiceStub;
import dev.weft.bench.process.Worker;
import dev.weft.bench.user.v1.UserServiceGrpc.UserServiceStub;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The process: gRPC and JSON on one port, and on each of the server's event loops clients of its own, so that a page never changes threads. */
final class HandArmeria extends DashboardServiceImplBase {
    private final Map<EventLoop, Stubs> stubs;
    private final Breakers breakers = Breakers.create();

    private HandArmeria(Map<EventLoop, Stubs> stubs) {
        this.stubs = stubs;
    }

    public static void main(String[] arguments) throws IOException {
        EventLoopGroup loops =
                EventLoopGroups.newEventLoopGroup(Runtime.getRuntime().availableProcessors());
        String downstream = "gproto+h2c://" + Worker.argument(arguments, "downstream");
        Map<EventLoop, Stubs> stubs = new HashMap<>();
        for (EventExecutor loop : loops) {
            stubs.put((EventLoop) loop, stubs(downstream, (EventLoop) loop));
        }
        Server server = Server.builder()
                .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .workerGroup(loops, true)
                .requestTimeout(Duration.ofSeconds(1))
                .service(GrpcService.builder()
                        .addService(new HandArmeria(stubs))
                        .enableHttpJsonTranscoding(true)
                        .build())
                .build();
        server.start().join();
        Worker.serve(server.activeLocalPort());
    }

    private static Stubs stubs(String downstream, EventLoop loop) {
        ClientFactory factory = ClientFactory.builder().workerGroup(loop, false).build();
        return new Stubs(
                GrpcClients.builder(downstream).factory(factory).build(UserServiceStub.class),
                GrpcClients.builder(downstream).factory(factory).build(OrderServiceStub.class),
                GrpcClients.builder(downstream).factory(factory).build(PaymentServiceStub.class));
    }

    @Override
    public void getDashboard(GetDashboardRequest request, StreamObserver<GetDashboardResponse> client) {
        Page.answer(request, here(), breakers, client);
    }

    private Stubs here() {
        @Nullable
        Stubs here = stubs.get(ServiceRequestContext.current().eventLoop().withoutContext());
        if (here == null) {
            throw new IllegalStateException("event loop: none of the server's");
        }
        return here;
    }
}
