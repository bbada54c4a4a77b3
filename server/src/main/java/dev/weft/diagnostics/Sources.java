package dev.weft.diagnostics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the sources of .proto files below the directories that imports start from. Not thread-safe. */
final class Sources {
    private final List<Path> roots;
    private final Map<String, Optional<SourceText>> read = new HashMap<>();

    Sources(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /** The source of the file of that name; empty when it is below none of the roots, or cannot be read. */
    Optional<SourceText> find(String file) {
        return read.computeIfAbsent(file, this::read);
    }

    private Optional<SourceText> read(String file) {
        for (Path root : roots) {
            try {
                return Optional.of(new SourceText(Files.readString(root.resolve(file), StandardCharsets.UTF_8)));
            } catch (IOException | InvalidPathException e) {
                // Not here, or not readable: the next root may have it, and without any the plain form says enough.
            }
        }
        return Optional.empty();
    }
}
