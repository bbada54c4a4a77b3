package dev.weft.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever breaks behind an optional section, each page comes, in time, with all the rest. {@code -Dweft.drill.seconds=5} makes each drill longer;
 * the table is in docs/operations.md.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OptionalSectionIT {
    private final Map<Transport, Place> places = new EnumMap<>(Transport.class);
    private final Table table = new Table();
    private Path files;
    private HostsFile hosts;
    private Shop shop;

    /** Where the payments are called in one way. */
    private record Place(DrilledWeft weft, ManagedChannel channel, Clients clients, Drilling drilling) {}

    @BeforeAll
    void open(@TempDir Path directory) throws Exception {
        files = directory;
        hosts = HostsFile.write(directory.resolve("hosts"), "127.0.0.1");
        shop = Shop.open();
    }

    @AfterAll
    void close() {
        System.out.println(table);
        places.values().forEach(place -> {
            place.channel().shutdownNow();
            place.weft().close();
        });
        shop.close();
    }

    static Stream<Arguments> drills() {
        return Arrays.stream(Transport.values())
                .flatMap(transport -> Arrays.stream(Drill.values())
                        .filter(transport::fits)
                        .map(drill -> Arguments.of(transport, drill)));
    }

    @ParameterizedTest
    @MethodSource("drills")
    void everyPageComesInTimeWithTheRest(Transport transport, Drill drill) throws Exception {
        Place place = place(transport);
        Drilling.untilWhole(place.clients());
        Clients.Asking asking = place.clients().begin();
        TimeUnit.MILLISECONDS.sleep(Drilling.BEFORE.toMillis());
        drill.begin(shop.payments(), hosts);
        TimeUnit.MILLISECONDS.sleep(Drilling.LENGTH.toMillis());
        drill.end(shop.payments(), hosts);
        Duration back = Drilling.untilWhole(place.clients());
        Tally tally = asking.end();
        String left = "";
        try {
            Drilling.await(
                    "calls that the payments still answer",
                    () -> Long.parseLong(shop.payments().tell("streams")));
            left = place.drilling().nothingIsLeft();
        } finally {
            table.add("payments over " + transport.title + ": " + drill.title(), tally, back, left);
        }
        assertThat(tally.failed()).as(tally.complaints()).isZero();
        assertThat(tally.late()).as("late; slowest %d ms", tally.latestMillis()).isZero();
        assertThat(tally.partial()).isPositive();
    }

    private Place place(Transport transport) throws Exception {
        Place place = places.get(transport);
        if (place == null) {
            DrilledWeft weft = DrilledWeft.start(
                    files, Schemas.dashboard(), hosts, shop.downstreams(transport.target(shop.payments())));
            ManagedChannel channel = ManagedChannelBuilder.forAddress(
                            "localhost", weft.process().grpcPort())
                    .usePlaintext()
                    .build();
            Clients clients = new Clients(List.of(channel), weft.process().httpPort());
            place = new Place(weft, channel, clients, Drilling.begin(weft, clients));
            places.put(transport, place);
        }
        return place;
    }
}
