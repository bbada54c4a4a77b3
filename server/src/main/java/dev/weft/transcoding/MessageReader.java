package dev.weft.transcoding;

import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.Descriptor;
import java.io.IOException;

/** Reads messages of one type. Immutable once it has its fields; recursive types refer to it before that. */
abstract sealed class MessageReader implements ValueReader
        permits ObjectReader, UnwrappedReader, JsonValueReader, TextMessageReader, AnyReader {
    final Descriptor descriptor;

    MessageReader(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** Writes the message with its length before it. */
    @Override
    public final void read(Reading r) throws IOException, BadValueException {
        int start = r.out.open();
        nested(r);
        r.out.close(start);
    }

    /** Writes the fields of a message that is nested in another. */
    final void nested(Reading r) throws IOException, BadValueException {
        r.enter();
        try {
            content(r);
        } finally {
            r.leave();
        }
    }

    /** Writes the fields of the message. */
    abstract void content(Reading r) throws IOException, BadValueException;

    static void expectObject(Reading r) throws IOException, BadValueException {
        if (r.token() != JsonToken.START_OBJECT) {
            throw r.unexpected("an object");
        }
    }
}
