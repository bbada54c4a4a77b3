package dev.weft.transcoding;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compiles message types to writers, each once. Safe for use by many threads. */
final class WriterCompiler {
    private final Function<String, Optional<Descriptor>> types;
    private final Map<Descriptor, MessageWriter> compiled = new ConcurrentHashMap<>();

    WriterCompiler(Function<String, Optional<Descriptor>> types) {
        this.types = types;
    }

    MessageWriter writer(Descriptor type) {
        MessageWriter writer = compiled.get(type);
        return writer == null ? compile(type) : writer;
    }

    /** The writer of what a type URL names, or null when it is not known. */
    @Nullable
    MessageWriter anyOf(String typeUrl) {
        return AnyTypes.find(types, typeUrl).map(this::writer).orElse(null);
    }

    /** Writes the message without the fields that stand somewhere else. */
    ObjectWriter without(Descriptor type, Excluded excluded) {
        ObjectWriter writer = new ObjectWriter(type);
        writer.compiled(shape(type.getFields(), excluded, new HashMap<>()));
        return writer;
    }

    /** Writes messages as the value of one of their fields, without the fields that stand somewhere else. */
    UnwrappedWriter only(FieldDescriptor field, Excluded excluded) {
        UnwrappedWriter writer = new UnwrappedWriter(field.getContainingType(), absent(field, "null"));
        writer.compiled(shape(List.of(field), excluded, new HashMap<>()));
        return writer;
    }

    /** Writes one field, a message by {@code inside} when that is given. */
    FieldWriter field(FieldDescriptor field, @Nullable MessageWriter inside) {
        ValueWriter value = inside == null ? value(field) : inside;
        return new FieldWriter(field, value, field.hasPresence() ? null : absent(field, ""));
    }

    private ValueWriter value(FieldDescriptor field) {
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            writer(field.getMessageType());
        }
        return value(field, Excluded.NOTHING, new HashMap<>());
    }

    /** Writers are published when all that they refer to are complete. */
    private synchronized MessageWriter compile(Descriptor type) {
        Map<Descriptor, MessageWriter> fresh = new HashMap<>();
        MessageWriter writer = writer(type, fresh);
        compiled.putAll(fresh);
        return writer;
    }

    private MessageWriter writer(Descriptor type, Map<Descriptor, MessageWriter> fresh) {
        MessageWriter known = compiled.getOrDefault(type, fresh.get(type));
        if (known != null) {
            return known;
        }
        MessageWriter writer = create(type);
        fresh.put(type, writer);
        writer.compiled(shape(type.getFields(), Excluded.NOTHING, fresh));
        return writer;
    }

    private MessageWriter create(Descriptor type) {
        return switch (WellKnown.of(type)) {
            case TIMESTAMP -> new TimestampWriter(type);
            case DURATION -> new DurationWriter(type);
            case FIELD_MASK -> new FieldMaskWriter(type);
            case ANY -> new AnyWriter(type, this);
            case WRAPPER ->
                new UnwrappedWriter(type, ScalarWriters.absent(type.getFields().get(0)));
            case STRUCT -> new UnwrappedWriter(type, "{}");
            case LIST_VALUE -> new UnwrappedWriter(type, "[]");
            case VALUE -> new UnwrappedWriter(type, "null");
            case NONE -> new ObjectWriter(type);
        };
    }

    private Shape shape(List<FieldDescriptor> fields, Excluded excluded, Map<Descriptor, MessageWriter> fresh) {
        return new Shape(fields.stream()
                .filter(field -> !excluded.contains(field))
                .map(field -> new FieldWriter(
                        field, value(field, excluded.in(field), fresh), field.hasPresence() ? null : absent(field, "")))
                .toList());
    }

    private ValueWriter value(FieldDescriptor field, Excluded excluded, Map<Descriptor, MessageWriter> fresh) {
        return switch (field.getType()) {
            case GROUP -> new GroupWriter(field, writer(field.getMessageType(), fresh));
            case MESSAGE ->
                excluded.paths().isEmpty()
                        ? writer(field.getMessageType(), fresh)
                        : without(field.getMessageType(), excluded);
            case DOUBLE ->
                field.getFullName().equals(FiniteWriter.FIELD) ? new FiniteWriter() : ScalarWriters.of(field);
            default -> ScalarWriters.of(field);
        };
    }

    static String absent(FieldDescriptor field, String message) {
        if (field.isRepeated()) {
            return field.isMapField() ? "{}" : "[]";
        }
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE ? message : ScalarWriters.absent(field);
    }

    /** Writes a group, whose end is a tag. */
    private record GroupWriter(FieldDescriptor field, MessageWriter message) implements ValueWriter {
        @Override
        public void write(Writing w, int at) throws UnwritableException {
            int startTag = WireScan.tag(field.getNumber(), WireScan.GROUP_START);
            message.content(w, at, WireScan.groupContentEnd(w.source, startTag, at, w.source.length, w.depth));
        }
    }

    /** The number of a google.protobuf.Value, which cannot be NaN or infinite. */
    private record FiniteWriter() implements ValueWriter {
        static final String FIELD = "google.protobuf.Value.number_value";

        @Override
        public void write(Writing w, int at) throws UnwritableException {
            double value = Double.longBitsToDouble(WireScan.fixed64(w.source, at));
            if (Double.isFinite(value)) {
                w.out.number(value);
            } else {
                w.unwritable("google.protobuf.Value that is not finite (expected: a number that JSON has)");
            }
        }
    }
}
