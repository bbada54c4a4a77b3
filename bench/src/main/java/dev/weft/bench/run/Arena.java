package dev.weft.bench.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processes of a run: the downstream, the load, and who is measured. */
final class Arena implements AutoCloseable {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final List<String> options;
    private final Path directory;
    private final File log;
    private final Child downstream;
    private final Child load;
    private final List<Child> others = new ArrayList<>();

    /**
     * Starts the downstream and the load.
     *
     * @param options of the JVMs that are measured
     */
    Arena(List<String> options) throws IOException {
        this.options = options;
        this.directory = Files.createTempDirectory("weft-bench");
        this.log = directory.resolve("processes.log").toFile();
        this.downstream = own("downstream", "dev.weft.bench.downstream.Downstream", List.of("-Xmx256m"), List.of());
        this.load = own("load", "dev.weft.bench.load.Load", List.of("-Xmx512m"), List.of());
    }

    Child downstream() {
        return downstream;
    }

    Child load() {
        return load;
    }

    Child start(Contestant contestant) throws IOException {
        Child child = contestant.isWeft() ? weft(contestant) : hand(contestant);
        others.add(child);
        return child;
    }

    private Child hand(Contestant contestant) throws IOException {
        return own(contestant.label(), contestant.main(), options, List.of("--downstream", downstreamAddress()));
    }

    private Child weft(Contestant contestant) throws IOException {
        Path schema = directory.resolve("bench.binpb");
        try (var resource = Arena.class.getResourceAsStream("/dev/weft/bench/bench.binpb")) {
            if (resource == null) {
                throw new IOException("bench.binpb: not on the classpath");
            }
            Files.write(schema, resource.readAllBytes());
        }
        Path config = directory.resolve(contestant.label() + ".yaml");
        Files.writeString(config, WeftConfiguration.of(downstreamAddress()));
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(options);
        command.addAll(List.of("-jar", System.getProperty("weft.jar", "server/target/weft.jar")));
        command.addAll(List.of("serve", "--schema", schema.toString(), "--config", config.toString()));
        return Child.start(contestant.label(), command, log);
    }

    private String downstreamAddress() {
        return "127.0.0.1:" + downstream.port("ready");
    }

    private Child own(String name, String main, List<String> jvm, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        return Child.start(name, command, log);
    }

    @Override
    public void close() {
        others.forEach(Child::close);
        load.close();
        downstream.close();
    }
}
