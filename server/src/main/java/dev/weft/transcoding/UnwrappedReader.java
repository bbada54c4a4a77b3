package dev.weft.transcoding;

import com.google.protobuf.Descriptors.Descriptor;
import java.io.IOException;
import java.util.List;

/** Reads messages from the value of their one field: wrappers, Struct, ListValue. */
final class UnwrappedReader extends MessageReader {
    private List<FieldReader> field = List.of();

    UnwrappedReader(Descriptor descriptor) {
        super(descriptor);
    }

    void compiled(FieldReader field) {
        this.field = List.of(field);
    }

    @Override
    void content(Reading r) throws IOException {
        field.get(0).read(r);
    }
}
