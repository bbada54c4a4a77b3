package dev.weft.execution;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;

/** Takes a message out of the one that wraps it: its only field, written once. */
final class WrappedMessage {
    private static final byte[] EMPTY = {};

    private WrappedMessage() {}

    /** The serialized content of the field; of no field that of an empty message. */
    static byte[] content(byte[] wrapped) {
        if (wrapped.length == 0) {
            return EMPTY;
        }
        try {
            CodedInputStream in = CodedInputStream.newInstance(wrapped);
            in.readTag();
            return in.readByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("wrapped message: " + e.getMessage(), e);
        }
    }
}
