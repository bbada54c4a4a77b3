package dev.weft.transcoding;

import com.google.protobuf.Descriptors.Descriptor;

/** Writes messages as the value of the one field that is set: wrappers, Struct, ListValue, Value, and what a body is made of. */
final class UnwrappedWriter extends MessageWriter {
    private final String absent;

    /** @param absent the JSON when no field is set */
    UnwrappedWriter(Descriptor descriptor, String absent) {
        super(descriptor);
        this.absent = absent;
    }

    @Override
    void noted(Writing w, int notes) throws UnwritableException {
        for (int slot = 0; slot < shape.fields.length; slot++) {
            if (shape.isSet(w, notes, slot)) {
                shape.write(w, notes, slot);
                return;
            }
        }
        if (absent.equals("\"\"")) {
            w.out.quote();
            w.out.quote();
        } else if (absent.startsWith("\"")) {
            w.out.quote();
            w.out.ascii(absent.substring(1, absent.length() - 1));
            w.out.quote();
        } else {
            w.out.ascii(absent);
        }
    }

    /** Whether a field without which there is no value is there: one that has no presence always is. */
    boolean isSet(byte[] message, int depth) throws UnwritableException {
        Writing w = new Writing(message, new JsonOutput(false, 0), true, depth);
        int notes = shape.enter(w, 0, message.length);
        return !shape.fields[0].descriptor.hasPresence() || shape.isSet(w, notes, 0);
    }
}
