package dev.weft.bench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that was started from here, and ends with this one. Talked to by one thread at a time. */
public final class Child implements AutoCloseable {
    private final String name;
    private final Process process;
    private final BufferedReader output;
    private final PrintWriter input;
    private final List<String> greeting = new ArrayList<>();

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.input = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
    }

    /**
     * Starts it and waits until it says that it is ready.
     *
     * @param log where its standard error goes
     */
    public static Child start(String name, List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Child child = new Child(name, process);
        child.awaitReady(log);
        return child;
    }

    private void awaitReady(Path log) throws IOException {
        String line = "";
        while (!line.startsWith("ready")) {
            line = output.readLine();
            if (line == null) {
                throw new IOException(name + ": ended before it was ready (see " + log + ")");
            }
            greeting.add(line);
        }
    }

    /** The last number of the line of its greeting that starts so. */
    public int port(String lineStart) {
        return port(lineStart, 0);
    }

    /** The number that stands so many before the last. */
    public int port(String lineStart, int beforeLast) {
        return greeting.stream()
                .filter(line -> line.startsWith(lineStart))
                .map(line -> List.of(line.split(" ", -1)))
                .map(words -> words.get(words.size() - 1 - beforeLast))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + ": no line that starts with " + lineStart));
    }

    /** Its answer to a command, both of one line. */
    public String ask(String command) throws IOException {
        input.println(command);
        String answer = output.readLine();
        if (answer == null) {
            throw new IOException(name + ": has ended");
        }
        return answer;
    }

    public long pid() {
        return process.pid();
    }

    String name() {
        return name;
    }

    /** Ends it with SIGKILL. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
