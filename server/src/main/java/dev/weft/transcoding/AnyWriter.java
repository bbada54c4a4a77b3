package dev.weft.transcoding;

import com.google.protobuf.Descriptors.Descriptor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes google.protobuf.Any: the message in it with its {@code @type}. JSON has no form for a message whose type is not known here
 * or whose bytes are damaged. A page does not fail because of one, its other fields are of use: it is written with its
 * bytes, {@code {"@type": "...", "value": "<base64>"}}, which reads as no known message. A request that must be exact fails.
 */
final class AnyWriter extends MessageWriter {
    private static final byte[] TYPE = "{\"@type\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUE = ",\"value\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};

    private final WriterCompiler types;

    AnyWriter(Descriptor descriptor, WriterCompiler types) {
        super(descriptor);
        this.types = types;
    }

    @Override
    void noted(Writing w, int notes) throws UnwritableException {
        byte[] type = bytes(w, notes, 0);
        byte[] value = bytes(w, notes, 1);
        if (type.length == 0 && value.length == 0) {
            w.out.ascii("{}");
            return;
        }
        w.out.raw(TYPE);
        w.out.string(type, 0, type.length);
        MessageWriter writer = types.anyOf(new String(type, StandardCharsets.UTF_8));
        if (w.exact) {
            strictly(w, writer, value);
        } else {
            leniently(w, writer, value);
        }
        w.out.raw('}');
    }

    private byte[] bytes(Writing w, int notes, int slot) {
        int at = shape.value(w, notes, slot);
        if (at < 0) {
            return NOTHING;
        }
        int start = WireScan.afterVarint(w.source, at);
        return Arrays.copyOfRange(w.source, start, start + (int) WireScan.varint(w.source, at));
    }

    private static void strictly(Writing w, @Nullable MessageWriter writer, byte[] value) throws UnwritableException {
        if (writer == null) {
            throw new UnwritableException("Any of a type that is not known (expected: one of the schema)");
        }
        content(w.over(value), writer);
    }

    private static void leniently(Writing w, @Nullable MessageWriter writer, byte[] value) {
        int mark = w.out.length();
        try {
            strictly(w, writer, value);
        } catch (UnwritableException e) {
            w.out.rewind(mark);
            w.out.raw(VALUE);
            w.out.base64(value, 0, value.length);
        }
    }

    private static void content(Writing w, MessageWriter writer) throws UnwritableException {
        if (writer instanceof ObjectWriter object) {
            int notes = object.shape.enter(w, 0, w.source.length);
            object.fields(w, notes, 0);
        } else {
            w.out.raw(VALUE);
            writer.content(w, 0, w.source.length);
        }
    }
}
