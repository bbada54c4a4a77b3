package dev.weft.server;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** What happens on SIGTERM and SIGINT. */
final class StopSignal {
    private StopSignal() {}

    /** Lets the server finish its running pages, writes out the log, and exits with 0; the JVM by itself would exit with 143. */
    static void drains(WeftServer server) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(server), "weft-stop"));
    }

    private static void drain(WeftServer server) {
        server.close();
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
        Runtime.getRuntime().halt(0);
    }
}
