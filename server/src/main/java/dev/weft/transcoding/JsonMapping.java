package dev.weft.transcoding;

import com.google.protobuf.Descriptors.Descriptor;
import java.util.Optional;
import java.util.function.Function;

/**
 * Protobuf's JSON mapping (protobuf.dev/programming-guides/json), compiled for the types that it is asked for: each type once, with
 * all that it refers to. Safe for use by many threads.
 */
public final class JsonMapping {
    final WriterCompiler writers;
    final ReaderCompiler readers;
    final JsonLimits limits;

    /**
     * @param types finds the types of google.protobuf.Any by their full names; always the same descriptor for a name, and safe for use
     *     by many threads
     */
    public JsonMapping(Function<String, Optional<Descriptor>> types, JsonLimits limits) {
        this.writers = new WriterCompiler(types);
        this.readers = new ReaderCompiler(types);
        this.limits = limits;
    }

    /** Writes messages of the type as JSON. */
    public JsonWriter writer(Descriptor type) {
        return new JsonWriter(writers.writer(type), limits);
    }

    /** Reads messages of the type from JSON. */
    public JsonReader reader(Descriptor type) {
        return new JsonReader(readers, readers.reader(type), limits);
    }
}
