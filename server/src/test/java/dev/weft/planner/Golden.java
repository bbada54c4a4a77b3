package dev.weft.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares texts with files that a person has read. {@code -Dgolden=write} writes the files, to be read again. */
final class Golden {
    static final Path CASES = Path.of("src/test/cases");

    private Golden() {}

    static void check(String file, String actual) throws IOException {
        Path path = CASES.resolve(file);
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(path, actual);
        }
        assertThat(path).exists();
        assertThat(actual).isEqualTo(Files.readString(path));
    }
}
