package dev.weft.transcoding;

/**
 * Writes serialized messages of one type as JSON, as protobuf's JSON mapping has it: {@code json_name}s, fields in the order of
 * their numbers, fields without presence always. Works on the wire bytes; a message may be in any order and form that protobuf
 * allows. Immutable, safe for use by many threads.
 */
public final class JsonWriter {
    private final MessageWriter message;
    private final JsonLimits limits;

    JsonWriter(MessageWriter message, JsonLimits limits) {
        this.message = message;
        this.limits = limits;
    }

    /**
     * The message as JSON in UTF-8. A value without a JSON form (a Timestamp of the year 10000) is null, and an Any of unknown type its
     * bytes: one such value does not take the rest of the answer away.
     *
     * @throws UnwritableException when the bytes are no message, or nested too deeply
     */
    public byte[] write(byte[] bytes) throws UnwritableException {
        return write(bytes, false);
    }

    /**
     * As {@link #write}, but what JSON cannot say is an error, and a field that is not there is left out: who reads a request takes a
     * field that it names for one that is meant, and a PATCH would overwrite it with nothing.
     *
     * @throws UnwritableException also when a value has no JSON form
     */
    byte[] writeExactly(byte[] bytes) throws UnwritableException {
        return write(bytes, true);
    }

    private byte[] write(byte[] bytes, boolean exact) throws UnwritableException {
        JsonOutput out = new JsonOutput(false, 2 * bytes.length + 128);
        // The message itself is not nested in another.
        message.content(new Writing(bytes, out, exact, limits.depth() + 1), 0, bytes.length);
        return out.toBytes();
    }
}
