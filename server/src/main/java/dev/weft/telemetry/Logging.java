package dev.weft.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.FileDescriptor;
import java.io.FileOutputStream;

/**
 * Sets logging up, in code so that no XML is read at every start: JSON lines on standard error, written by a thread of their own so
 * that a blocked pipe never blocks an event loop. When they come faster than they can be written they are dropped rather than
 * waited for. A {@code -Dlogback.configurationFile=…} takes its place.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class Logging extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(standardError(context));
        context.getLogger("weft").setLevel(Level.INFO);
        // They tell each client's and each downstream's misfortune with a stack trace, which the page's line tells
        // better.
        context.getLogger("io.grpc").setLevel(Level.ERROR);
        context.getLogger("com.linecorp.armeria").setLevel(Level.ERROR);
        // Each failed attempt to reach Redis; Weft says it once a minute.
        context.getLogger("io.lettuce").setLevel(Level.ERROR);
        // Armeria's meters, which nobody reads.
        context.getLogger("io.micrometer").setLevel(Level.ERROR);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static BatchedLines standardError(LoggerContext context) {
        BatchedLines lines = new BatchedLines(new FileOutputStream(FileDescriptor.err));
        lines.setContext(context);
        lines.start();
        return lines;
    }
}
