package dev.weft.transcoding;

import com.google.protobuf.Descriptors.Descriptor;
import java.io.IOException;
import java.util.List;

/** Reads google.protobuf.Value from any JSON. */
final class JsonValueReader extends MessageReader {
    private List<FieldReader> fields = List.of();

    JsonValueReader(Descriptor descriptor) {
        super(descriptor);
    }

    /** @param fields in the order of their numbers: null, number, string, bool, struct, list */
    void compiled(List<FieldReader> fields) {
        this.fields = List.copyOf(fields);
    }

    @Override
    void content(Reading r) throws IOException {
        int field = switch (r.token()) {
            case VALUE_NULL -> 0;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> 1;
            case VALUE_STRING -> 2;
            case VALUE_TRUE, VALUE_FALSE -> 3;
            case START_OBJECT -> 4;
            case START_ARRAY -> 5;
            default -> throw new IllegalStateException("no value: " + r.token());
        };
        fields.get(field).read(r);
    }
}
