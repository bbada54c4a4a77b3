package dev.weft.bench.downstream;

import com.google.protobuf.MessageLite;
import dev.weft.bench.grpc.Loops;
import dev.weft.bench.process.Worker;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The process behind the page. It says {@code ready OTHER-GRPC-PORT GRPC-PORT HTTP-PORT}, the first of 127.0.0.2; {@code delay 20} holds every answer back by 20 ms, {@code calls}
 * says how many calls there were.
 */
final class Downstream {
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
        Server server = builder.addListenAddress(new InetSocketAddress("127.0.0.2", 0))
                .build()
                .start();
        int other = ((InetSocketAddress) server.getListenSockets().get(1)).getPort();
        Worker.serve(this::command, other, server.getPort(), new HttpAnswers(traffic).start());
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
