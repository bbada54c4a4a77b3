package dev.weft.transcoding;

import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** Reads a scalar, or a message whose JSON is a string, from the text of its token. */
record ScalarReader(TextReader text, Set<JsonToken> tokens, String expected) implements ValueReader {
    private static final Set<JsonToken> STRING = EnumSet.of(JsonToken.VALUE_STRING);
    private static final Set<JsonToken> BOOL = EnumSet.of(JsonToken.VALUE_TRUE, JsonToken.VALUE_FALSE);
    private static final Set<JsonToken> NUMBER =
            EnumSet.of(JsonToken.VALUE_NUMBER_INT, JsonToken.VALUE_NUMBER_FLOAT, JsonToken.VALUE_STRING);
    private static final Set<JsonToken> NULL = EnumSet.of(
            JsonToken.VALUE_NUMBER_INT, JsonToken.VALUE_NUMBER_FLOAT, JsonToken.VALUE_STRING, JsonToken.VALUE_NULL);

    static ScalarReader of(FieldDescriptor field, TextReader text) {
        return switch (field.getType()) {
            case BOOL -> new ScalarReader(text, BOOL, "true or false");
            case STRING -> new ScalarReader(text, STRING, "a string");
            case BYTES -> new ScalarReader(text, STRING, "a string of base64");
            case ENUM -> {
                String type = field.getEnumType().getFullName();
                yield new ScalarReader(
                        text, type.equals(ScalarWriters.NULL_VALUE) ? NULL : NUMBER, "a name or number of " + type);
            }
            default -> new ScalarReader(text, NUMBER, "a number");
        };
    }

    static ScalarReader string(TextReader text, String expected) {
        return new ScalarReader(text, STRING, expected);
    }

    @Override
    public void read(Reading r) throws IOException, BadValueException {
        if (!tokens.contains(r.token())) {
            throw r.unexpected(expected);
        }
        text.read(r.json.getText(), r.out);
    }
}
