package dev.weft.bench.run;

import com.google.api.AnnotationsProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.ExtensionRegistry;
import dev.weft.v1.PageProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processes of a run: the downstream, the load, and whoever is measured. All of them end with it. */
public final class Arena implements AutoCloseable {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** Where the files of the last run are left: schemas, configurations, and what the processes wrote to standard error. */
    private static final Path DIRECTORY = Path.of("bench/target/run");

    /** What Weft does by itself: nobody looks for lost buffers, or has Netty's events for the Flight Recorder. */
    private static final List<String> LIBRARY_DEFAULTS = List.of(
            "-Dio.netty.leakDetection.level=disabled",
            "-Dio.grpc.netty.shaded.io.netty.leakDetection.level=disabled",
            "-Dio.netty.jfr.enabled=false",
            "-Dio.grpc.netty.shaded.io.netty.jfr.enabled=false");

    private static final String DASHBOARD = "bench/page/v1/page.proto";
    private static final String LISTING = "bench/listing/v1/listing.proto";
    private static final Path LOG = DIRECTORY.resolve("processes.log");

    private final Path weftJar;
    private final List<String> options;
    private final Child downstream;
    private final Child load;
    private final List<Child> others = new ArrayList<>();

    /**
     * Starts the downstream and the load.
     *
     * @param options of the JVMs that are measured
     */
    Arena(Path weftJar, List<String> options) throws IOException {
        this.weftJar = weftJar;
        this.options = options;
        Files.createDirectories(DIRECTORY);
        Files.deleteIfExists(LOG);
        this.downstream = own("downstream", "dev.weft.bench.downstream.Downstream", List.of("-Xmx256m"), List.of());
        this.load = own("load", "dev.weft.bench.load.Load", List.of("-Xmx512m"), List.of());
    }

    Child load() {
        return load;
    }

    /** How many calls the downstream has got. */
    long calls() throws IOException {
        return Long.parseLong(downstream.ask("calls"));
    }

    /** Lets the downstream hold every answer back for that long. */
    void delay(int millis) throws IOException {
        downstream.ask("delay " + millis);
    }

    /** Starts a contestant. */
    Target start(Contestant contestant) throws IOException {
        return start(contestant, weftJar);
    }

    /** Starts a contestant, which is that jar if it is Weft. */
    Target start(Contestant contestant, Path jar) throws IOException {
        Child child = contestant.isWeft() ? weft(jar, schema(), configuration(contestant)) : hand(contestant);
        String door = contestant.protocol() == Protocol.GRPC ? "gRPC" : "HTTP";
        return target(contestant, child, contestant.isWeft() ? child.port(door) : child.port("ready"));
    }

    private Target target(Contestant contestant, Child child, int port) throws IOException {
        return new Target(
                contestant.label(),
                this,
                child,
                contestant.protocol().word() + " 127.0.0.1:" + port,
                contestant.asked());
    }

    private Child hand(Contestant contestant) throws IOException {
        List<String> jvm = new ArrayList<>(options);
        jvm.addAll(LIBRARY_DEFAULTS);
        List<String> arguments =
                List.of("--downstream", grpcAddress(), "--retries", String.valueOf(contestant.retries()));
        return kept(own(contestant.label(), contestant.main(), jvm, arguments));
    }

    /** Starts Weft with a schema, and waits until it is ready. */
    Child weft(FileDescriptorSet schema) throws IOException {
        return weft(schema, configuration());
    }

    /** What Weft is configured with when there is nothing more to say. */
    String configuration() {
        return WeftConfiguration.apart(List.of(grpcAddress()), false, true);
    }

    private String configuration(Contestant contestant) {
        List<String> targets = targets(contestant);
        return contestant.isApart()
                ? WeftConfiguration.apart(targets, contestant.logs(), contestant.counts())
                : WeftConfiguration.together(targets, contestant.logs(), contestant.counts());
    }

    /** Starts Weft with a schema and a configuration, and waits until it is ready. */
    Child weft(FileDescriptorSet schema, String configuration) throws IOException {
        return weft(weftJar, schema, configuration);
    }

    private Child weft(Path jar, FileDescriptorSet schema, String configuration) throws IOException {
        Path set = DIRECTORY.resolve("schema" + others.size() + ".binpb");
        Files.write(set, schema.toByteArray());
        Path config = DIRECTORY.resolve("weft" + others.size() + ".yaml");
        Files.writeString(config, configuration);
        return jar(jar, List.of(), "serve", "--schema", set.toString(), "--config", config.toString());
    }

    /** Starts another process with the services; its {@code wire HANGING} breaks it. */
    Child payments() throws IOException {
        String main = "dev.weft.bench.downstream.FaultyDownstream";
        return kept(own("payments", main, List.of("-Xmx256m"), List.of("--grpc", "0", "--http", "0")));
    }

    /** Starts Weft with these arguments, its JVM with more options, and waits until it is ready. */
    Child jar(List<String> more, String... arguments) throws IOException {
        return jar(weftJar, more, arguments);
    }

    private Child jar(Path jar, List<String> more, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(options);
        command.addAll(more);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return kept(Child.start("weft", command, LOG));
    }

    /** The benchmark's own schema, with the page that everybody answers. */
    public static FileDescriptorSet schema() throws IOException {
        return without(LISTING);
    }

    /** The same, with the page of lists instead. */
    static FileDescriptorSet listing() throws IOException {
        return without(DASHBOARD);
    }

    private static FileDescriptorSet without(String file) throws IOException {
        FileDescriptorSet all = whole();
        return all.toBuilder()
                .clearFile()
                .addAllFile(all.getFileList().stream()
                        .filter(it -> !it.getName().equals(file))
                        .toList())
                .build();
    }

    private static FileDescriptorSet whole() throws IOException {
        ExtensionRegistry registry = ExtensionRegistry.newInstance();
        PageProto.registerAllExtensions(registry);
        AnnotationsProto.registerAllExtensions(registry);
        try (var resource = Arena.class.getResourceAsStream("/dev/weft/bench/bench.binpb")) {
            return FileDescriptorSet.parseFrom(resource, registry);
        }
    }

    /** The address of every service over gRPC. */
    String grpcAddress() {
        return "127.0.0.1:" + downstream.port("ready", 1);
    }

    private List<String> targets(Contestant contestant) {
        if (contestant.callsHttp()) {
            return List.of("http://127.0.0.1:" + downstream.port("ready"));
        }
        return contestant.hasTwoAddresses()
                ? List.of(grpcAddress(), "127.0.0.2:" + downstream.port("ready", 2))
                : List.of(grpcAddress());
    }

    private Child own(String name, String main, List<String> jvm, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        return Child.start(name, command, LOG);
    }

    private Child kept(Child child) {
        others.add(child);
        return child;
    }

    @Override
    public void close() {
        others.forEach(Child::close);
        load.close();
        downstream.close();
    }
}
