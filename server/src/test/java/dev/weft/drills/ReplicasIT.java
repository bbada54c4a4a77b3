package dev.weft.drills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.demo.Fault;
import dev.weft.downstream.RedisServer;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What there are several of, or Weft itself, goes away while pages are asked for. The table is in docs/operations.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicasIT {
    private final Table table = new Table();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Path files;
    private Shop shop;

    @BeforeAll
    void begin(@TempDir Path directory) throws Exception {
        files = directory;
        shop = Shop.open();
    }

    @AfterEach
    void stop() throws Exception {
        shop.slowOrders(new Fault.None());
        for (AutoCloseable each : open) {
            each.close();
        }
        open.clear();
    }

    @AfterAll
    void end() {
        System.out.println(table);
        shop.close();
    }

    private <T extends AutoCloseable> T closed(T resource) {
        open.add(resource);
        return resource;
    }

    private DrilledWeft weft(String more) throws Exception {
        HostsFile hosts = HostsFile.write(files.resolve("hosts"), "127.0.0.1");
        String downstreams = shop.downstreams(Transport.GRPC.target(shop.payments()));
        return closed(DrilledWeft.start(
                files, more.isEmpty() ? Schemas.dashboard() : Schemas.remembered(), hosts, downstreams + more));
    }

    private ManagedChannel channel(DrilledWeft weft) {
        ManagedChannel channel = ManagedChannelBuilder.forAddress(
                        "localhost", weft.process().grpcPort())
                .usePlaintext()
                .build();
        open.add(channel::shutdownNow);
        return channel;
    }

    private Clients clients(DrilledWeft weft) {
        return new Clients(List.of(channel(weft)), weft.process().httpPort());
    }

    /** Lets clients ask, breaks something after a while, mends it after another, and waits until all is well. */
    private Tally measure(String what, Clients clients, Drilling drilling, Task breaks, Task mends) throws Exception {
        Clients.Asking asking = clients.begin();
        TimeUnit.MILLISECONDS.sleep(Drilling.BEFORE.toMillis());
        breaks.run();
        TimeUnit.MILLISECONDS.sleep(Drilling.LENGTH.toMillis());
        mends.run();
        Duration back = Drilling.untilWhole(clients);
        Tally tally = asking.end();
        String left = "";
        try {
            left = drilling.nothingIsLeft();
        } finally {
            table.add(what, tally, back, left);
        }
        assertThat(tally.failed()).as(tally.complaints()).isZero();
        assertThat(tally.late()).as("late; slowest %d ms", tally.latestMillis()).isZero();
        return tally;
    }

    private interface Task {
        void run() throws Exception;
    }

    @Test
    void redisIsKilled() throws Exception {
        RedisServer redis = closed(RedisServer.start());
        DrilledWeft weft = weft("redis: {uri: \"" + redis.uri() + "\"}\n");
        Clients clients = clients(weft);
        Drilling drilling = Drilling.begin(weft, clients);
        Tally tally = measure("Redis killed (SIGKILL)", clients, drilling, redis::kill, redis::restart);
        assertThat(tally.partial()).isZero();
        assertThat(weft.metric("weft_redis_lookups_total\\{result=\"failed\".*"))
                .isPositive();
        // By chance: an answer lives for a moment, and the process remembers it too.
        Clients.Asking further = clients.begin();
        Drilling.await(
                "answers that are not found in Redis",
                () -> weft.counts("weft_redis_lookups_total\\{result=\"hit\".*") ? 0 : 1);
        further.end();
        assertThat(weft.process().log().lines().filter(line -> line.contains("edis")))
                .as("one line a minute")
                .hasSizeBetween(1, 2);
    }

    @ParameterizedTest
    @CsvSource({"two, 127.0.0.1 127.0.0.2", "three, 127.0.0.1 127.0.0.2 127.0.0.3"})
    void oneOfTheReplicasOfTheServiceIsKilled(String many, String addresses) throws Exception {
        String[] all = addresses.split(" ");
        PaymentsProcess other = null;
        for (int i = 1; i < all.length; i++) {
            other = closed(PaymentsProcess.open(all[i], shop.payments().grpcPort()));
        }
        HostsFile hosts = HostsFile.write(files.resolve("hosts" + all.length), all);
        DrilledWeft weft = closed(DrilledWeft.start(
                files, Schemas.dashboard(), hosts, shop.downstreams(Transport.GRPC.target(shop.payments()))));
        Clients clients = clients(weft);
        Drilling drilling = Drilling.begin(weft, clients);
        Tally tally = measure(
                "one of " + many + " replicas of the payments killed (SIGKILL)",
                clients,
                drilling,
                other::kill,
                other::start);
        assertThat(tally.partial()).isLessThan(tally.count() / 20);
    }

    @Test
    void oneOfTwoReplicasOfWeftIsKilled() throws Exception {
        DrilledWeft one = weft("");
        DrilledWeft other = weft("");
        Clients clients = new Clients(List.of(channel(one), channel(other)), 0);
        Drilling drilling = Drilling.begin(one, clients);
        Tally tally =
                measure("one of two replicas of Weft killed (SIGKILL)", clients, drilling, other::close, () -> {});
        assertThat(tally.partial()).isZero();
    }

    @Test
    void weftIsToldToStop() throws Exception {
        DrilledWeft weft = weft("");
        Clients clients = clients(weft);
        Drilling.begin(weft, clients);
        shop.slowOrders(new Fault.Slow(Duration.ofMillis(300)));
        Clients.Asking asking = clients.begin();
        TimeUnit.MILLISECONDS.sleep(Drilling.LENGTH.toMillis());
        asking.mayBeRefused();
        weft.process().terminate();
        int exitCode = weft.process().exitCode();
        Tally tally = asking.end();
        table.add("Weft told to stop (SIGTERM) under load", tally, Duration.ZERO, "");
        assertThat(exitCode).isZero();
        assertThat(weft.leaks()).isEmpty();
        assertThat(tally.failed()).as(tally.complaints()).isZero();
        assertThat(tally.late()).as("late; slowest %d ms", tally.latestMillis()).isZero();
        assertThat(tally.partial()).isZero();
        assertThat(tally.complete()).isPositive();
        assertThat(tally.refusedCount()).isPositive();
    }
}
