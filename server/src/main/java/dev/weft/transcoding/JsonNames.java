package dev.weft.transcoding;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;

/** Bounds the names in JSON that comes from outside. */
public final class JsonNames {
    /** More than a field's name needs, and a map's key. Jackson keeps some thousands of all the names that it has seen. */
    private static final int LONGEST = 1024;

    private JsonNames() {}

    /** Parsers to which a longer name is no JSON. */
    public static JsonFactoryBuilder bounded() {
        return new JsonFactoryBuilder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNameLength(LONGEST).build());
    }
}
