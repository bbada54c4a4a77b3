package dev.weft.server;

import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;

/** The command line: {@code java -jar weft.jar …}. */
public final class Main {
    private Main() {}

    /** Runs a command and exits: 0 when all is well, 1 when it failed, 2 when what it was given is wrong. */
    public static void main(String[] arguments) {
        LibraryDefaults.apply(System.getProperties());
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new WeftCommand())
                .addSubcommand(new ServeCommand())
                .addSubcommand(new CheckCommand())
                .addSubcommand(new ExplainCommand())
                .addSubcommand(new RehearseCommand())
                .setExecutionExceptionHandler(Main::explain);
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult arguments)
            throws Exception {
        if (failure instanceof StartupException startup) {
            command.getErr().println(startup.getMessage());
            return startup.exitCode();
        }
        throw failure;
    }
}
