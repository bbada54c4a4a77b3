package dev.weft.server;

import dev.weft.config.v1.Config;
import java.util.List;

/** What came of reading a configuration. */
sealed interface Configuration {
    /**
     * It can be served.
     *
     * @param config with every default filled in
     */
    record Valid(Config config) implements Configuration {}

    /**
     * It cannot.
     *
     * @param errors all that is wrong with it, in the order of the file; not empty
     */
    record Invalid(List<ConfigurationError> errors) implements Configuration {
        public Invalid {
            errors = List.copyOf(errors);
        }
    }
}
