package dev.weft.transcoding;

import com.google.protobuf.Descriptors.Descriptor;
import java.util.List;

/** Writes messages of one type. Immutable once it has its shape; recursive types refer to it before that. */
abstract sealed class MessageWriter implements ValueWriter
        permits ObjectWriter, UnwrappedWriter, TimestampWriter, DurationWriter, FieldMaskWriter, AnyWriter {
    final Descriptor descriptor;
    Shape shape = new Shape(List.of());

    MessageWriter(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    final void compiled(Shape shape) {
        this.shape = shape;
    }

    @Override
    public final void write(Writing w, int at) throws UnwritableException {
        int start = WireScan.afterVarint(w.source, at);
        content(w, start, start + (int) WireScan.varint(w.source, at));
    }

    /** Writes the message whose fields are in {@code [start, end)}. */
    final void content(Writing w, int start, int end) throws UnwritableException {
        int notes = shape.enter(w, start, end);
        noted(w, notes);
        shape.leave(w, notes);
    }

    /** Writes the message whose fields are noted at {@code notes}. */
    abstract void noted(Writing w, int notes) throws UnwritableException;
}
