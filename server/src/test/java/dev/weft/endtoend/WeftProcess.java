package dev.weft.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code java -jar weft.jar …}, as a process of its own. */
public final class WeftProcess implements AutoCloseable {
    private static final Pattern GRPC_PORT = Pattern.compile("gRPC on port (\\d+)");
    private static final Pattern HTTP_PORT = Pattern.compile("HTTP on port (\\d+)");
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch readyOrEnded = new CountDownLatch(1);
    private final Thread outputReader;
    private final Thread logReader;

    private WeftProcess(Process process) {
        this.process = process;
        this.outputReader = read(process.inputReader(StandardCharsets.UTF_8), output);
        this.logReader = read(process.errorReader(StandardCharsets.UTF_8), log);
    }

    /** Starts it, and does not wait. */
    static WeftProcess start(String... arguments) throws IOException {
        return start(List.of(), arguments);
    }

    static WeftProcess start(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-jar");
        command.add(System.getProperty("weft.jar"));
        command.addAll(List.of(arguments));
        return new WeftProcess(new ProcessBuilder(command).start());
    }

    /** Starts it, and waits until it prints {@code ready}. */
    static WeftProcess ready(String... arguments) throws IOException, InterruptedException {
        return ready(List.of(), arguments);
    }

    /** The same, with options for the JVM. */
    public static WeftProcess ready(List<String> options, String... arguments)
            throws IOException, InterruptedException {
        WeftProcess weft = start(options, arguments);
        weft.readyOrEnded.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!weft.output.contains("ready")) {
            weft.close();
            throw new AssertionError("not ready:\n" + weft.output() + weft.log());
        }
        return weft;
    }

    private Thread read(BufferedReader reader, List<String> lines) {
        Thread thread = new Thread(() -> {
            try (reader) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line);
                    if (line.equals("ready")) {
                        readyOrEnded.countDown();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                if (lines == output) {
                    readyOrEnded.countDown();
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    public int grpcPort() {
        return port(GRPC_PORT);
    }

    public int httpPort() {
        return port(HTTP_PORT);
    }

    private int port(Pattern line) {
        Matcher port = line.matcher(output());
        if (!port.find()) {
            throw new AssertionError("no port in:\n" + output());
        }
        return Integer.parseInt(port.group(1));
    }

    /** What it wrote on standard output. */
    String output() {
        return String.join("\n", List.copyOf(output)) + "\n";
    }

    /** What it wrote on standard error. */
    public String log() {
        return String.join("\n", List.copyOf(log)) + "\n";
    }

    public long pid() {
        return process.pid();
    }

    /** Sends SIGTERM, and does not wait. */
    public void terminate() {
        process.destroy();
    }

    /** Waits for it to end, and for the last of its output. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running:\n" + output() + log());
        }
        outputReader.join(Duration.ofSeconds(PATIENCE_SECONDS).toMillis());
        logReader.join(Duration.ofSeconds(PATIENCE_SECONDS).toMillis());
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
