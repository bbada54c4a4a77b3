package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import dev.weft.config.v1.Admin;
import dev.weft.config.v1.Config;
import dev.weft.config.v1.Downstream;
import dev.weft.config.v1.Grpc;
import dev.weft.config.v1.Http;
import dev.weft.plan.RpcPlan;
import dev.weft.planner.Planner;
import dev.weft.planner.Planning;
import io.grpc.CallOptions;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A whole server before {@link Feed}, and a client of it, over real sockets. */
final class ServedFeed implements AutoCloseable {
    private final Duration.Builder grace = Duration.newBuilder().setNanos(200_000_000);
    private final Grpc.Builder grpc = Grpc.newBuilder().setPort(0);
    private final Feed feed;
    private WeftServer weft;
    private ManagedChannel channel;

    ServedFeed() {
        try {
            feed = new Feed();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How long streams may go on after the server was told to stop; what is set counts from the next start. */
    Duration.Builder grace() {
        return grace;
    }

    /** The door that its client comes in by; what is set counts from the next start. */
    Grpc.Builder grpc() {
        return grpc;
    }

    Feed feed() {
        return feed;
    }

    WeftServer weft() {
        return weft;
    }

    ManagedChannel channel() {
        return channel;
    }

    void start(Downstream.Builder downstream) throws Exception {
        Config config = Defaults.fill(Config.newBuilder()
                .setGrpc(grpc)
                .setHttp(Http.newBuilder().setPort(0))
                .setEventLoops(2)
                .setAdmin(Admin.newBuilder().setHost("127.0.0.1").setPort(0))
                .setShutdownGrace(grace)
                .addForwardHeaders("traceparent")
                .addDownstreams(
                        downstream.setName("feed").addServices(Feed.SERVICE).setTarget(feed.target()))
                .build());
        Planning planning = Planner.plan(Feed.schema(), Settings.placement(config));
        assertThat(planning.diagnostics()).isEmpty();
        List<RpcPlan> plans = planning.plans();
        weft = WeftServer.start(Feed.schema(), plans, config);
        channel = NettyChannelBuilder.forAddress("localhost", weft.grpcPort(), InsecureChannelCredentials.create())
                .flowControlWindow(65_535)
                .build();
    }

    void restart(Downstream.Builder downstream) throws Exception {
        stop();
        start(downstream);
    }

    Talk begin(String method) {
        return begin(method, new Metadata(), CallOptions.DEFAULT);
    }

    Talk begin(String method, Metadata headers, CallOptions options) {
        return Talk.begin(channel, Feed.method(Feed.SERVICE + "/" + method), headers, options);
    }

    private void stop() throws InterruptedException {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        weft.close();
    }

    @Override
    public void close() throws Exception {
        stop();
        feed.close();
    }
}
