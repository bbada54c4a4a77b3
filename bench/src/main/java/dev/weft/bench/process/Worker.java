package dev.weft.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** The part of a process that listens to the one that started it. */
public final class Worker {
    private Worker() {}

    /** Says {@code ready} and the ports, and ends the process when whoever started it has gone. */
    public static void serve(Object... ports) throws IOException {
        serve(command -> "unknown command", ports);
    }

    /** Says {@code ready} and the ports, answers every line with a line, and ends the process when there are no more. */
    public static void serve(Function<List<String>, String> commands, Object... ports) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        StringBuilder ready = new StringBuilder("ready");
        for (Object port : ports) {
            ready.append(' ').append(port);
        }
        System.out.println(ready);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(commands.apply(List.of(line.split(" ", -1))));
        }
        System.exit(0);
    }

    /** The value of {@code --name} among the arguments. */
    public static String argument(String[] arguments, String name) {
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (arguments[i].equals("--" + name)) {
                return arguments[i + 1];
            }
        }
        throw new IllegalArgumentException("--" + name + ": missing");
    }
}
