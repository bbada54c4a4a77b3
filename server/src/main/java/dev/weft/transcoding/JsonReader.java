package dev.weft.transcoding;

import java.io.IOException;

/**
 * Reads messages of one type from JSON, as protobuf's JSON mapping has it, strictly: an unknown field, a field given twice, a value out of
 * range are violations. Immutable, safe for use by many threads.
 */
public final class JsonReader {
    private final ReaderCompiler readers;
    private final MessageReader message;
    private final JsonLimits limits;

    JsonReader(ReaderCompiler readers, MessageReader message, JsonLimits limits) {
        this.readers = readers;
        this.message = message;
        this.limits = limits;
    }

    /** Reads the message, or all that is wrong with it. */
    public Decoded read(byte[] json) {
        WireOutput out = new WireOutput();
        Problems.ForAuthor problems = new Problems.ForAuthor(limits.violations());
        try {
            new JsonSource(json, readers, limits).read("", out, problems, false, r -> root(r, message));
        } catch (StopReadingException e) {
            return new Decoded.Invalid(problems.violations());
        }
        return problems.violations().isEmpty()
                ? new Decoded.Message(out.toBytes())
                : new Decoded.Invalid(problems.violations());
    }

    /** Reads a message that is not nested in another. */
    static void root(Reading r, MessageReader message) throws IOException {
        try {
            message.content(r);
        } catch (BadValueException e) {
            r.bad(message.descriptor.getFullName(), e);
        }
    }
}
