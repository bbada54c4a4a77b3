package dev.weft.bench.run;

import java.io.IOException;

/** One contestant that runs. */
final class Measured {
    private final Contestant contestant;
    private final Arena arena;
    private final Child process;
    private final Meter meter;

    Measured(Contestant contestant, Arena arena) throws IOException {
        this.contestant = contestant;
        this.arena = arena;
        this.process = arena.start(contestant);
        this.meter = Meter.attach(process.pid());
    }

    Contestant contestant() {
        return contestant;
    }

    /** Asks for pages for that long, and says what it cost. */
    Figures run(Scenario scenario, long millis) throws IOException {
        arena.downstream().ask("delay " + scenario.delayMillis());
        long calls = calls();
        Meter.Reading before = meter.read();
        String answer = arena.load().ask(command(scenario, millis));
        Meter.Reading after = meter.read();
        return Figures.of(answer, before, after, meter.residentBytes(), calls() - calls);
    }

    /** Asks for pages for that long, and says how many came. As long as the JVMs are cold, some may be late, and so fail or lack something. */
    long warm(Scenario scenario, long millis) throws IOException {
        arena.downstream().ask("delay " + scenario.delayMillis());
        return (long) Said.parse(arena.load().ask(command(scenario, millis))).get("pages");
    }

    private String command(Scenario scenario, long millis) {
        return String.join(
                " ",
                "run",
                contestant.protocol().word(),
                "127.0.0.1:" + port(),
                Integer.toString(scenario.inFlight()),
                Integer.toString(scenario.connections()),
                Long.toString(millis),
                contestant.check());
    }

    private int port() {
        if (!contestant.isWeft()) {
            return process.port("ready");
        }
        return process.port(contestant.protocol() == Protocol.GRPC ? "gRPC" : "HTTP");
    }

    private long calls() throws IOException {
        return Long.parseLong(arena.downstream().ask("calls"));
    }
}
