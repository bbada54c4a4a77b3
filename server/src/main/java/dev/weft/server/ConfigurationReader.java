package dev.weft.server;

import dev.weft.config.v1.Config;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads the YAML file that says how to serve: its keys are the fields of {@code weft.config.v1.Config}.
 *
 * <p>Everything that is wrong is found at once. Immutable.
 */
final class ConfigurationReader {
    private final Map<String, String> environment;

    /** A reader that takes {@code ${NAME}} from {@code environment}. */
    ConfigurationReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Reads a file. One that cannot be read is an invalid configuration. */
    Configuration read(Path file) {
        try {
            return read(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            return unreadable(file, "there is no such file");
        } catch (CharacterCodingException e) {
            return unreadable(file, "it is not UTF-8");
        } catch (IOException e) {
            return unreadable(file, "cannot be read: " + e.getMessage());
        }
    }

    /** Reads the text of a file that errors call {@code file}. */
    Configuration read(String file, String text) {
        ConfigurationFindings findings = new ConfigurationFindings(file);
        Config written = decode(text, findings);
        ConfigurationRules.check(written, findings);
        Config config = Defaults.fill(written, findings::isWritten);
        ConfigurationChecks.check(config, findings);
        List<ConfigurationError> errors = findings.errors();
        return errors.isEmpty() ? new Configuration.Valid(config) : new Configuration.Invalid(errors);
    }

    private Config decode(String text, ConfigurationFindings findings) {
        Config.Builder config = Config.newBuilder();
        ConfigurationYaml.parse(text, findings)
                .ifPresent(root -> new ConfigurationDecoder(new ConfigurationVariables(environment), findings)
                        .decode(root, config));
        return config.build();
    }

    private static Configuration unreadable(Path file, String why) {
        return new Configuration.Invalid(
                List.of(new ConfigurationError(file.toString(), ConfigurationPlace.START, why)));
    }
}
