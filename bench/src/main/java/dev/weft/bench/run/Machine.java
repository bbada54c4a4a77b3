package dev.weft.bench.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** The machine, as a reader of the table wants to know it. */
public final class Machine {
    private Machine() {}

    public static String describe() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            String model = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
            return String.format(
                    Locale.ROOT,
                    "%d processors (%s), Linux %s, Java %s; %s",
                    Runtime.getRuntime().availableProcessors(),
                    model,
                    System.getProperty("os.version"),
                    System.getProperty("java.version"),
                    load());
        }
    }

    /** How busy the machine is. */
    public static String load() {
        return String.format(
                Locale.ROOT,
                "load average %.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
