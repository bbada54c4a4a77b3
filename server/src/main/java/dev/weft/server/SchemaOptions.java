package dev.weft.server;

import dev.weft.schema.Schema;
import dev.weft.schema.SchemaException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The option that names the descriptor sets, and how they are loaded. */
final class SchemaOptions {
    @Option(
            names = "--schema",
            required = true,
            paramLabel = "FILE",
            description = "A FileDescriptorSet with its imports: buf build -o FILE, or protoc --include_imports"
                    + " --include_source_info --descriptor_set_out=FILE. Repeatable.")
    private List<Path> files = List.of();

    Schema load() throws StartupException {
        try {
            return Schema.load(files);
        } catch (SchemaException e) {
            throw StartupException.wrongInput(
                    e.problems().stream().map(Object::toString).collect(Collectors.joining("\n")));
        } catch (NoSuchFileException e) {
            throw StartupException.wrongInput(e.getFile() + ": error: there is no such file");
        } catch (IOException e) {
            throw StartupException.wrongInput("error: a descriptor set could not be read: " + e.getMessage());
        }
    }
}
