package dev.weft.bench.downstream;

import com.google.protobuf.MessageLite;
import dev.weft.bench.grpc.Loops;
import dev.weft.bench.process.Worker;
import dev.weft.faults.FaultyWire;
import dev.weft.faults.WireFault;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The same as {@link Downstream}, with wires before it that can be broken. It says {@code ready GRPC-PORT HTTP-PORT}; {@code wire RESET} breaks them,
 * {@code wire NONE} mends them, {@code huge true} has it answer 100 MB.
 */
final class FaultyDownstream {
    private final Traffic traffic = new Traffic();
    private final FaultyWire grpc;
    private final FaultyWire http;

    private FaultyDownstream(int grpcPort, int httpPort) throws IOException {
        Loops loops = Loops.start(1);
        NettyServerBuilder builder = loops.server();
        new GrpcAnswers(loops, traffic)
                .services(Answers.in(MessageLite::toByteArray))
                .forEach(builder::addService);
        Server server = builder.build().start();
        this.grpc = FaultyWire.open(address(grpcPort), server.getPort());
        this.http = FaultyWire.open(address(httpPort), new HttpAnswers(traffic).start());
    }

    /**
     * Runs it until its input ends.
     *
     * @param arguments {@code --grpc} and {@code --http}: the ports to listen on; 0 for any free one
     */
    public static void main(String[] arguments) throws IOException {
        FaultyDownstream service = new FaultyDownstream(
                Integer.parseInt(Worker.argument(arguments, "grpc")),
                Integer.parseInt(Worker.argument(arguments, "http")));
        Worker.serve(service::command, service.grpc.port(), service.http.port());
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private String command(List<String> words) {
        switch (words.get(0)) {
            case "wire" -> {
                set(WireFault.valueOf(words.get(1)));
                return "ok";
            }
            case "huge" -> {
                traffic.huge(Boolean.parseBoolean(words.get(1)));
                return "ok";
            }
            default -> {
                return "unknown command";
            }
        }
    }

    private void set(WireFault fault) {
        try {
            grpc.set(fault);
            http.set(fault);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
