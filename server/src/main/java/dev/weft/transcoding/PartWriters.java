package dev.weft.transcoding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.weft.plan.ReadMask;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers of which a part was asked for: a field without a value is named when it was asked for, and not otherwise. The most used writers
 * are kept. Safe for use by many threads.
 */
final class PartWriters {
    private static final int MOST_KNOWN = 128;

    private final Descriptor answer;
    private final @Nullable FieldDescriptor only;
    private final JsonMapping json;
    private final Cache<ReadMask, JsonWriter> known = Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .executor(Runnable::run)
            .build();

    /** @param only the field whose value is written for the whole answer; null for none */
    PartWriters(Descriptor answer, @Nullable FieldDescriptor only, JsonMapping json) {
        this.answer = answer;
        this.only = only;
        this.json = json;
    }

    JsonWriter writer(ReadMask asked) {
        return known.get(asked, it -> new JsonWriter(compile(it), json.limits));
    }

    private MessageWriter compile(ReadMask asked) {
        if (only == null) {
            return part(answer, asked);
        }
        UnwrappedWriter writer = new UnwrappedWriter(answer, WriterCompiler.absent(only, "null"));
        writer.compiled(shape(List.of(only), asked));
        return writer;
    }

    private MessageWriter part(Descriptor type, ReadMask asked) {
        if (asked.isEverything()) {
            return json.writers.writer(type);
        }
        ObjectWriter writer = new ObjectWriter(type);
        writer.compiled(shape(type.getFields(), asked));
        return writer;
    }

    private Shape shape(List<FieldDescriptor> fields, ReadMask asked) {
        return new Shape(fields.stream().flatMap(field -> field(field, asked)).toList());
    }

    private Stream<FieldWriter> field(FieldDescriptor field, ReadMask asked) {
        Optional<ReadMask> inside = asked.of(field.getName());
        return inside.stream()
                .map(it -> json.writers.field(
                        field,
                        it.isEverything() || field.getJavaType() != FieldDescriptor.JavaType.MESSAGE
                                ? null
                                : inside(field, it)));
    }

    /** What is asked for of a map is asked for of its values. */
    private MessageWriter inside(FieldDescriptor field, ReadMask asked) {
        if (!field.isMapField()) {
            return part(field.getMessageType(), asked);
        }
        Descriptor entry = field.getMessageType();
        ObjectWriter writer = new ObjectWriter(entry);
        FieldDescriptor value = entry.findFieldByNumber(2);
        writer.compiled(new Shape(List.of(
                json.writers.field(entry.findFieldByNumber(1), null),
                json.writers.field(value, part(value.getMessageType(), asked)))));
        return writer;
    }
}
