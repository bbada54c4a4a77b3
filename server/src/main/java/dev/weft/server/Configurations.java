package dev.weft.server;

import dev.weft.config.v1.Config;
import dev.weft.planner.Limits;
import dev.weft.planner.Placement;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Configurations that may be served. */
final class Configurations {
    private Configurations() {}

    /**
     * Reads a file, with this process's environment.
     *
     * @throws StartupException when anything is wrong with it, with the text of all errors
     */
    static Config load(Path file) throws StartupException {
        return valid(new ConfigurationReader(System.getenv()).read(file));
    }

    /**
     * What plans depend on.
     *
     * @param placement where services run
     * @param limits how much a page may do
     */
    record ForPlanning(Placement placement, Limits limits) {}

    /** What a file, if there is one, says of that. */
    static ForPlanning forPlanning(@Nullable Path file) throws StartupException {
        if (file == null) {
            return new ForPlanning(Placement.unknown(), Limits.DEFAULT);
        }
        Config config = load(file);
        return new ForPlanning(Settings.placement(config), Settings.limits(config));
    }

    /** The configuration, when it is one. */
    static Config valid(Configuration configuration) throws StartupException {
        if (configuration instanceof Configuration.Invalid invalid) {
            throw StartupException.wrongInput(
                    invalid.errors().stream().map(Object::toString).collect(Collectors.joining("\n")));
        }
        return ((Configuration.Valid) configuration).config();
    }
}
