package dev.weft.transcoding;

import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.Descriptor;
import java.io.IOException;

/** Reads messages whose JSON is a string: Timestamp, Duration, FieldMask. */
final class TextMessageReader extends MessageReader {
    private final TextReader contents;

    TextMessageReader(Descriptor descriptor, TextReader contents) {
        super(descriptor);
        this.contents = contents;
    }

    TextReader contents() {
        return contents;
    }

    @Override
    void content(Reading r) throws IOException, BadValueException {
        if (r.token() != JsonToken.VALUE_STRING) {
            throw r.unexpected("a string");
        }
        contents.read(r.json.getText(), r.out);
    }
}
