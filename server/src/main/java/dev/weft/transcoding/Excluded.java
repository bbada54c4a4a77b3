package dev.weft.transcoding;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;

/** Fields of a message that are left out, since they stand somewhere else: each by its path from the message. */
record Excluded(List<List<FieldDescriptor>> paths) {
    static final Excluded NOTHING = new Excluded(List.of());

    boolean contains(FieldDescriptor field) {
        return paths.contains(List.of(field));
    }

    /** What is left out of the message in {@code field}. */
    Excluded in(FieldDescriptor field) {
        return new Excluded(paths.stream()
                .filter(path -> path.size() > 1 && path.get(0).equals(field))
                .map(path -> path.subList(1, path.size()))
                .toList());
    }
}
