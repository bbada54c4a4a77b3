package dev.weft.transcoding;

import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How one field is read. Immutable once its message type is compiled. */
final class FieldReader {
    final FieldDescriptor descriptor;
    /** In its message. */
    final int index;
    /** Of one value, not packed. */
    final int tag;

    final ValueReader value;

    /** Null for a message that has no text. */
    final @Nullable TextReader text;

    /** Whether null is a value of the field; for all others it says that the field is not set. */
    final boolean takesNull;

    FieldReader(FieldDescriptor descriptor, ValueReader value, @Nullable TextReader text) {
        this.descriptor = descriptor;
        this.index = descriptor.getIndex();
        this.tag = WireScan.tag(descriptor.getNumber(), ScalarWriters.wireType(descriptor));
        this.value = value;
        this.text = text;
        this.takesNull = switch (descriptor.getJavaType()) {
            case MESSAGE -> !descriptor.isMapField() && WellKnown.of(descriptor.getMessageType()) == WellKnown.VALUE;
            case ENUM -> descriptor.getEnumType().getFullName().equals(ScalarWriters.NULL_VALUE);
            default -> false;
        };
    }

    /** Reads the field's value, the parser standing at its first token; what is wrong with it is reported. */
    void read(Reading r) throws IOException {
        boolean nothing = r.token() == JsonToken.VALUE_NULL && (!takesNull || descriptor.isRepeated());
        if (nothing) {
            return;
        }
        int mark = r.out.length();
        try {
            if (descriptor.isMapField()) {
                value.read(r);
            } else if (descriptor.isRepeated()) {
                list(r);
            } else {
                singular(r);
            }
        } catch (BadValueException e) {
            r.out.rewind(mark);
            r.bad(descriptor.getFullName(), e);
        }
    }

    private void singular(Reading r) throws IOException, BadValueException {
        int mark = r.out.length();
        r.out.tag(tag);
        int start = r.out.length();
        value.read(r);
        if (!descriptor.hasPresence() && r.out.isZero(start)) {
            r.out.rewind(mark);
        }
    }

    private void list(Reading r) throws IOException, BadValueException {
        if (r.token() != JsonToken.START_ARRAY) {
            throw r.unexpected("an array");
        }
        int mark = r.out.length();
        boolean packed = descriptor.isPacked();
        int start = packed ? openPacked(r.out) : 0;
        while (r.json.nextToken() != JsonToken.END_ARRAY) {
            element(r, packed);
        }
        if (packed && r.out.length() > start) {
            r.out.close(start);
        } else if (packed) {
            r.out.rewind(mark);
        }
    }

    private int openPacked(WireOutput out) {
        out.tag(WireScan.tag(descriptor.getNumber(), WireScan.LENGTH));
        return out.open();
    }

    private void element(Reading r, boolean packed) throws IOException {
        int mark = r.out.length();
        try {
            if (r.token() == JsonToken.VALUE_NULL && !takesNull) {
                throw BadValueException.kind("null", "no null in an array");
            }
            if (!packed) {
                r.out.tag(tag);
            }
            value.read(r);
        } catch (BadValueException e) {
            r.out.rewind(mark);
            r.bad(descriptor.getFullName(), e);
        }
    }
}
