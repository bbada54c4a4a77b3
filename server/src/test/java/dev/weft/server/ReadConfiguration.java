package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.config.v1.Config;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Configurations that are read, and what comes of them. */
final class ReadConfiguration {
    private ReadConfiguration() {}

    static Config valid(String text) {
        return valid(text, Map.of());
    }

    static Config valid(String text, Map<String, String> environment) {
        Configuration read = new ConfigurationReader(environment).read("weft.yaml", text);
        assertThat(read).isInstanceOf(Configuration.Valid.class);
        return ((Configuration.Valid) read).config();
    }

    static List<String> errors(String text) {
        return errors(text, Map.of());
    }

    static List<String> errors(String text, Map<String, String> environment) {
        return errors(new ConfigurationReader(environment).read("weft.yaml", text));
    }

    static List<String> errors(Path file) {
        return errors(new ConfigurationReader(Map.of()).read(file));
    }

    private static List<String> errors(Configuration read) {
        assertThat(read).isInstanceOf(Configuration.Invalid.class);
        return ((Configuration.Invalid) read)
                .errors().stream().map(Object::toString).toList();
    }
}
