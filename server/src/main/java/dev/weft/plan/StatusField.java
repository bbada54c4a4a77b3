package dev.weft.plan;

import dev.weft.wire.Projection;
import java.util.Optional;

/**
 * Where the answer says what became of its calls.
 *
 * @param field the number of the PageStatus field
 * @param part puts a part of a PageStatus into that field; empty for all of it
 */
public record StatusField(int field, Optional<Projection> part) {
    /** All of it. */
    public StatusField(int field) {
        this(field, Optional.empty());
    }
}
