package dev.weft.bench.relay;

import dev.weft.bench.grpc.BytesMarshaller;
import dev.weft.bench.grpc.Loops;
import dev.weft.bench.grpc.PerLoop;
import dev.weft.bench.page.v1.DashboardServiceGrpc;
import dev.weft.bench.process.Worker;
import io.grpc.Channel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import java.io.IOException;

/** The process that relays bytes. */
final class Relay {
    private Relay() {}

    public static void main(String[] arguments) throws IOException {
        Loops loops = Loops.start(Runtime.getRuntime().availableProcessors());
        PerLoop<Channel> channels = loops.each(
                Worker.argument(arguments, "downstream"),
                Boolean.parseBoolean(Worker.argument(arguments, "retries")),
                channel -> channel);
        Server server = loops.server()
                .addService(ServerServiceDefinition.builder(DashboardServiceGrpc.SERVICE_NAME)
                        .addMethod(
                                BytesMarshaller.method(DashboardServiceGrpc.getGetDashboardMethod()),
                                (call, headers) -> {
                                    call.request(2);
                                    return new RelayedPage(call, channels.here());
                                })
                        .build())
                .build()
                .start();
        Worker.serve(server.getPort());
    }
}
