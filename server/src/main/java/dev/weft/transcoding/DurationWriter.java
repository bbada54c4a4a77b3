package dev.weft.transcoding;

import com.google.protobuf.Descriptors.Descriptor;

/** Writes google.protobuf.Duration as seconds with up to nine digits after the point, and an s. */
final class DurationWriter extends MessageWriter {
    DurationWriter(Descriptor descriptor) {
        super(descriptor);
    }

    @Override
    void noted(Writing w, int notes) throws UnwritableException {
        long seconds = shape.varint(w, notes, 0);
        int nanos = (int) shape.varint(w, notes, 1);
        boolean opposed = (seconds < 0 && nanos > 0) || (seconds > 0 && nanos < 0);
        if (opposed
                || seconds < -CivilTime.MOST_SECONDS
                || seconds > CivilTime.MOST_SECONDS
                || nanos <= -CivilTime.NANOS
                || nanos >= CivilTime.NANOS) {
            w.unwritable("duration out of range (expected: 10000 years at most, seconds and nanos of one sign)");
            return;
        }
        w.out.quote();
        if (seconds < 0 || nanos < 0) {
            w.out.raw('-');
        }
        w.out.number(Math.abs(seconds));
        CivilTime.fraction(w.out, Math.abs(nanos));
        w.out.raw('s');
        w.out.quote();
    }
}
