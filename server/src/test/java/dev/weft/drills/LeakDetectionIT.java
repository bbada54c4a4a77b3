package dev.weft.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The drills would notice a lost buffer, of either Netty: that of gRPC, and Armeria's. */
class LeakDetectionIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.grpc.netty.shaded.io.netty.buffer.PooledByteBufAllocator",
                "io.netty.buffer.PooledByteBufAllocator"
            })
    void aLostBufferIsNoticed(String allocator, @TempDir Path files) throws Exception {
        HostsFile hosts = HostsFile.write(files.resolve("hosts"), "127.0.0.1");
        try (Shop shop = Shop.open();
                DrilledWeft weft = DrilledWeft.start(
                        files, Schemas.dashboard(), hosts, shop.downstreams(Transport.GRPC.target(shop.payments())))) {
            ManagedChannel channel = ManagedChannelBuilder.forAddress(
                            "localhost", weft.process().grpcPort())
                    .usePlaintext()
                    .build();
            Drilling drilling = Drilling.begin(
                    weft, new Clients(List.of(channel), weft.process().httpPort()));
            drilling.nothingIsLeft();
            PlantedLeak.plant(weft.process().pid(), files, allocator);
            // Its log is written by a thread of its own.
            Drilling.await("unnoticed leaks", () -> weft.leaks().isEmpty() ? 1 : 0);
            assertThat(weft.leaks()).contains(allocator.startsWith("io.grpc") ? "io.grpc.netty.shaded" : "\"io.netty");
            assertThatThrownBy(drilling::nothingIsLeft)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("LEAK");
            channel.shutdownNow();
        }
    }
}
