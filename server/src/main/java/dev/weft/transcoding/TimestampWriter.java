package dev.weft.transcoding;

import com.google.protobuf.Descriptors.Descriptor;

/** Writes google.protobuf.Timestamp as an RFC 3339 string. */
final class TimestampWriter extends MessageWriter {
    TimestampWriter(Descriptor descriptor) {
        super(descriptor);
    }

    @Override
    void noted(Writing w, int notes) throws UnwritableException {
        long seconds = shape.varint(w, notes, 0);
        int nanos = (int) shape.varint(w, notes, 1);
        if (seconds < CivilTime.FIRST_SECOND
                || seconds > CivilTime.LAST_SECOND
                || nanos < 0
                || nanos >= CivilTime.NANOS) {
            w.unwritable("timestamp out of range (expected: the years 1 to 9999)");
            return;
        }
        w.out.quote();
        CivilTime.write(w.out, seconds, nanos);
        w.out.quote();
    }
}
