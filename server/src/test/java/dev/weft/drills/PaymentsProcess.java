package dev.weft.drills;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** {@link PaymentsMain}, as a process of its own that stays at its ports when it is killed and started again. */
final class PaymentsProcess implements AutoCloseable {
    private final String host;
    private Process process;
    private BufferedReader output;
    private PrintWriter input;
    private int grpcPort;
    private int httpPort;

    private PaymentsProcess(String host, int grpcPort) throws IOException {
        this.host = host;
        this.grpcPort = grpcPort;
        start();
    }

    /** Starts it at free ports, and waits until it is ready. */
    static PaymentsProcess open() throws IOException {
        return new PaymentsProcess("127.0.0.1", 0);
    }

    /** The same, at an address, and at that port over gRPC. */
    static PaymentsProcess open(String host, int grpcPort) throws IOException {
        return new PaymentsProcess(host, grpcPort);
    }

    /** Starts it again, at the same ports. */
    void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:MaxDirectMemorySize=512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PaymentsMain.class.getName(),
                        host,
                        String.valueOf(grpcPort),
                        String.valueOf(httpPort))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
        input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        String line = output.readLine();
        while (line != null && !line.startsWith("ready ")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("the payments' process ended before it was ready");
        }
        String[] ports = line.split(" ", -1);
        grpcPort = Integer.parseInt(ports[1]);
        httpPort = Integer.parseInt(ports[2]);
    }

    int grpcPort() {
        return grpcPort;
    }

    int httpPort() {
        return httpPort;
    }

    /** Its answer to a command, both of one line. */
    String tell(String command) throws IOException {
        input.println(command);
        String answer = output.readLine();
        if (answer == null) {
            throw new IOException(command + ": the payments' process has ended");
        }
        return answer;
    }

    /** Ends it with SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
