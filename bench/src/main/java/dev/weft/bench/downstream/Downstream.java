package dev.weft.bench.downstream;

import com.google.protobuf.MessageLite;
import dev.weft.bench.grpc.Loops;
import dev.weft.bench.process.Worker;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The process behind the page. It says {@code ready OTHER-GRPC-PORT GRPC-PORT HTTP-PORT}, the first of 127.0.0.2; {@code delay 20} holds every answer back by 20 ms, {@code calls}
 * says how many calls there were.
 */
final class Downstream {
    private static final String OTHER = "127.0.0.2";

    private final Traffic traffic = new Traffic();

    private Downstream() {}

    public static void main(String[] arguments) throws IOException {
        new Downstream().run();
    }

    private void run() throws IOException {
        Loops loops = Loops.start(1);
        NettyServerBuilder builder = loops.server();
        new GrpcAnswers(loops, traffic)
                .services(Answers.in(MessageLite::toByteArray))
                .forEach(builder::addService);
        Server server = builder.addListenAddress(new InetSocketAddress(OTHER, 0))
                .build()
                .start();
        Worker.serve(
                this::command,
                port(server, OTHER),
                port(server, InetAddress.getLoopbackAddress().getHostAddress()),
                new HttpAnswers(traffic).start());
    }

    /** They are in no order. */
    private static int port(Server server, String address) {
        return server.getListenSockets().stream()
                .map(InetSocketAddress.class::cast)
                .filter(socket -> socket.getAddress().getHostAddress().equals(address))
                .findFirst()
                .orElseThrow()
                .getPort();
    }

    private String command(List<String> words) {
        switch (words.get(0)) {
            case "delay" -> {
                traffic.delay(Long.parseLong(words.get(1)));
                return "ok";
            }
            case "calls" -> {
                return Long.toString(traffic.calls());
            }
            default -> {
                return "unknown command";
            }
        }
    }
}
