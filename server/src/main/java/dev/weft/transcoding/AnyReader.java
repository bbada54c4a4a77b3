package dev.weft.transcoding;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.Descriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads google.protobuf.Any: the {@code @type}, wherever in the object it stands, says what its other fields are. */
final class AnyReader extends MessageReader {
    private static final String TYPE = "@type";
    private static final String VALUE = "value";
    private static final int TYPE_TAG = WireScan.tag(1, WireScan.LENGTH);
    private static final int VALUE_TAG = WireScan.tag(2, WireScan.LENGTH);

    private final ReaderCompiler types;

    AnyReader(Descriptor descriptor, ReaderCompiler types) {
        super(descriptor);
        this.types = types;
    }

    @Override
    void content(Reading r) throws IOException, BadValueException {
        expectObject(r);
        String url = typeUrl(r);
        if (url == null) {
            return;
        }
        MessageReader message = types.anyOf(url);
        if (message == null) {
            throw BadValueException.ofNewerSchema(url, "the URL of a type of the schema");
        }
        r.out.tag(TYPE_TAG);
        r.out.string(url);
        int mark = r.out.length();
        r.out.tag(VALUE_TAG);
        int start = r.out.open();
        if (message instanceof ObjectReader object) {
            object.fields(r, TYPE);
        } else {
            value(r, message);
        }
        if (r.out.length() == start) {
            r.out.rewind(mark);
        } else {
            r.out.close(start);
        }
    }

    /** The type's URL, read ahead; null for an empty object, which is an empty Any and is read by this. */
    private @Nullable String typeUrl(Reading r) throws IOException, BadValueException {
        try (JsonParser ahead = r.ahead()) {
            ahead.nextToken();
            long start = ahead.currentLocation().getByteOffset();
            boolean empty = true;
            while (ahead.nextToken() != JsonToken.END_OBJECT) {
                boolean found = ahead.currentName().equals(TYPE);
                JsonToken value = ahead.nextToken();
                if (found && value == JsonToken.VALUE_STRING) {
                    r.wasAhead(ahead.currentLocation().getByteOffset() - start);
                    return ahead.getText();
                }
                ahead.skipChildren();
                empty = false;
            }
            if (!empty) {
                throw BadValueException.kind("an object without @type", "an object with @type");
            }
        }
        r.json.nextToken();
        return null;
    }

    /** Messages that have a JSON form of their own stand in a field of their own. */
    private void value(Reading r, MessageReader message) throws IOException {
        boolean seenType = false;
        boolean seenValue = false;
        while (r.json.nextToken() != JsonToken.END_OBJECT) {
            String name = r.json.currentName();
            r.json.nextToken();
            boolean again = (name.equals(TYPE) && seenType) || (name.equals(VALUE) && seenValue);
            seenType |= name.equals(TYPE);
            seenValue |= name.equals(VALUE);
            if (again) {
                r.wrong(descriptor.getFullName(), "given twice", "once");
                r.json.skipChildren();
            } else if (name.equals(VALUE)) {
                value(r, message, r.out.length());
            } else {
                other(r, name);
            }
        }
    }

    private static void value(Reading r, MessageReader message, int mark) throws IOException {
        try {
            message.nested(r);
        } catch (BadValueException e) {
            r.out.rewind(mark);
            r.bad(message.descriptor.getFullName(), e);
        }
    }

    private void other(Reading r, String name) throws IOException {
        if (!name.equals(TYPE) && !r.lenient) {
            r.wrong(descriptor.getFullName(), "unknown field", "@type and value");
        }
        r.json.skipChildren();
    }
}
