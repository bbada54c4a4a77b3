package dev.weft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.loop.EventLoops;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundTripsTest {
    @Test
    void theProbeSeesFramesBeforeTheyAreGathered() throws Exception {
        try (EventLoops loops = EventLoops.start(1)) {
            ServerChannel server =
                    new RoundTrips().probed(loops.serverChannels()).newChannel();
            loops.group().register(server).sync();
            EmbeddedChannel connection = new EmbeddedChannel();
            server.eventLoop()
                    .submit(() -> server.pipeline().fireChannelRead(connection))
                    .sync();
            List<String> names = connection.pipeline().names();
            // What is written passes the last of them first.
            assertThat(names.get(0)).startsWith("WriteCoalescing");
            assertThat(names.get(1)).startsWith("RoundTripProbe");
            server.close().sync();
        }
    }
}
