package dev.weft.transcoding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compiles message types to readers, each once. Safe for use by many threads. */
final class ReaderCompiler {
    private final JsonFactory factory =
            JsonNames.bounded().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
    private final Function<String, Optional<Descriptor>> types;
    private final Map<Descriptor, MessageReader> compiled = new ConcurrentHashMap<>();

    ReaderCompiler(Function<String, Optional<Descriptor>> types) {
        this.types = types;
    }

    JsonParser parser(byte[] json, int from) throws IOException {
        return factory.createParser(json, from, json.length - from);
    }

    MessageReader reader(Descriptor type) {
        MessageReader reader = compiled.get(type);
        return reader == null ? compile(type) : reader;
    }

    /** The reader of what a type URL names, or null when it is not known. */
    @Nullable
    MessageReader anyOf(String typeUrl) {
        return AnyTypes.find(types, typeUrl).map(this::reader).orElse(null);
    }

    /** Reads messages of which some fields, at any depth, are taken from somewhere else. */
    ObjectReader without(Descriptor type, Excluded elsewhere) {
        ObjectReader reader = new ObjectReader(type);
        reader.compiled(
                type.getFields().stream()
                        .map(field -> without(field, elsewhere))
                        .toList(),
                elsewhere);
        return reader;
    }

    private FieldReader without(FieldDescriptor field, Excluded elsewhere) {
        Excluded inField = elsewhere.in(field);
        return inField.paths().isEmpty()
                ? field(field)
                : new FieldReader(field, without(field.getMessageType(), inField), null);
    }

    FieldReader field(FieldDescriptor field) {
        return field(field, new HashMap<>());
    }

    /** Readers are published when all that they refer to are complete. */
    private synchronized MessageReader compile(Descriptor type) {
        Map<Descriptor, MessageReader> fresh = new HashMap<>();
        MessageReader reader = reader(type, fresh);
        compiled.putAll(fresh);
        return reader;
    }

    private MessageReader reader(Descriptor type, Map<Descriptor, MessageReader> fresh) {
        MessageReader known = compiled.getOrDefault(type, fresh.get(type));
        return known != null
                ? known
                : switch (WellKnown.of(type)) {
                    case TIMESTAMP -> keep(new TextMessageReader(type, TimeText::timestamp), fresh);
                    case DURATION -> keep(new TextMessageReader(type, TimeText::duration), fresh);
                    case FIELD_MASK -> keep(new TextMessageReader(type, FieldMaskText::read), fresh);
                    case ANY -> keep(new AnyReader(type, this), fresh);
                    case WRAPPER, STRUCT, LIST_VALUE -> {
                        UnwrappedReader reader = keep(new UnwrappedReader(type), fresh);
                        reader.compiled(fields(type, fresh).get(0));
                        yield reader;
                    }
                    case VALUE -> {
                        JsonValueReader reader = keep(new JsonValueReader(type), fresh);
                        reader.compiled(fields(type, fresh));
                        yield reader;
                    }
                    case NONE -> {
                        ObjectReader reader = keep(new ObjectReader(type), fresh);
                        reader.compiled(fields(type, fresh), Excluded.NOTHING);
                        yield reader;
                    }
                };
    }

    private static <T extends MessageReader> T keep(T reader, Map<Descriptor, MessageReader> fresh) {
        fresh.put(reader.descriptor, reader);
        return reader;
    }

    private List<FieldReader> fields(Descriptor type, Map<Descriptor, MessageReader> fresh) {
        return type.getFields().stream().map(field -> field(field, fresh)).toList();
    }

    private FieldReader field(FieldDescriptor field, Map<Descriptor, MessageReader> fresh) {
        if (field.isMapField()) {
            return new FieldReader(field, map(field, fresh), null);
        }
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            TextReader text = field.getFullName().equals(FiniteText.FIELD) ? new FiniteText() : TextReaders.of(field);
            return new FieldReader(field, ScalarReader.of(field, text), text);
        }
        MessageReader message = reader(field.getMessageType(), fresh);
        return field.getType() == FieldDescriptor.Type.GROUP
                ? new FieldReader(field, new GroupReader(field, message), null)
                : new FieldReader(field, message, text(message));
    }

    private MapReader map(FieldDescriptor field, Map<Descriptor, MessageReader> fresh) {
        FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
        FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
        return new MapReader(field, field(key, fresh), TextReaders.of(key), field(value, fresh));
    }

    /** How a message is read from the text of a parameter; null when it has no text, or its text is JSON. */
    private static @Nullable TextReader text(MessageReader message) {
        if (message instanceof TextMessageReader text) {
            return within(text.contents());
        }
        if (WellKnown.of(message.descriptor) == WellKnown.WRAPPER) {
            FieldDescriptor field = message.descriptor.getFields().get(0);
            int tag = WireScan.tag(field.getNumber(), ScalarWriters.wireType(field));
            TextReader value = TextReaders.of(field);
            return within((text, out) -> {
                out.tag(tag);
                value.read(text, out);
            });
        }
        return null;
    }

    private static TextReader within(TextReader contents) {
        return (text, out) -> {
            int start = out.open();
            contents.read(text, out);
            out.close(start);
        };
    }

    /** Reads a group, which ends with a tag. */
    private record GroupReader(FieldDescriptor field, MessageReader message) implements ValueReader {
        @Override
        public void read(Reading r) throws IOException, BadValueException {
            message.nested(r);
            r.out.tag(WireScan.tag(field.getNumber(), WireScan.GROUP_END));
        }
    }

    /** The number of a google.protobuf.Value, which cannot be NaN or infinite. */
    private record FiniteText() implements TextReader {
        static final String FIELD = "google.protobuf.Value.number_value";

        @Override
        public void read(String text, WireOutput out) throws BadValueException {
            double value = NumberText.real(text);
            if (!Double.isFinite(value)) {
                throw BadValueException.of(text, "a number");
            }
            out.fixed64(Double.doubleToLongBits(value));
        }
    }
}
