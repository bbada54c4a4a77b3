package dev.weft.plan;

import java.util.Map;
import java.util.Optional;

/**
 * What of a message a client asks for (AIP-157). Two that ask for the same are equal.
 *
 * @param fields the fields, by name, and what of each; empty for everything
 */
public record ReadMask(Map<String, ReadMask> fields) {
    /** All of it. */
    public static final ReadMask EVERYTHING = new ReadMask(Map.of());

    public ReadMask {
        fields = Map.copyOf(fields);
    }

    /** Whether nothing is left out. */
    public boolean isEverything() {
        return fields.isEmpty();
    }

    /** What of that field is asked for; empty for nothing. */
    public Optional<ReadMask> of(String field) {
        return isEverything() ? Optional.of(EVERYTHING) : Optional.ofNullable(fields.get(field));
    }
}
