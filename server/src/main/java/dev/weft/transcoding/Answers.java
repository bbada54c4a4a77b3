package dev.weft.transcoding;

import dev.weft.plan.ReadMask;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The answers of a binding, from bytes to JSON and back. Immutable. */
final class Answers {
    private final JsonMapping json;
    private final JsonWriter writer;
    private final PartWriters parts;
    private final MessageReader message;
    private final @Nullable FieldReader field;
    private final boolean canBeNothing;

    Answers(RuleFields rule, JsonMapping json) {
        this.json = json;
        this.writer = rule.responseField() == null
                ? json.writer(rule.method().getOutputType())
                : new JsonWriter(json.writers.only(rule.responseField(), Excluded.NOTHING), json.limits);
        this.parts = new PartWriters(rule.method().getOutputType(), rule.responseField(), json);
        this.message = json.readers.reader(rule.method().getOutputType());
        this.field = rule.responseField() == null ? null : json.readers.field(rule.responseField());
        this.canBeNothing = rule.method().getOutputType().getFields().isEmpty();
    }

    /** @param asked what of the answer was asked for; null for all of it */
    byte[] write(byte[] answer, @Nullable ReadMask asked) throws UnwritableException {
        return (asked == null ? writer : parts.writer(asked)).write(answer);
    }

    /** Lenient: fields and enum values that are not known are of a newer downstream, and are passed over. */
    Received read(byte[] answer) {
        WireOutput out = new WireOutput();
        if (answer.length == 0 && canBeNothing) {
            return new Received.Message(answer);
        }
        try {
            new JsonSource(answer, json.readers, json.limits).read("", out, new Problems.ForOthers(), true, this::read);
        } catch (StopReadingException e) {
            return new Received.Malformed(e.reason());
        }
        return new Received.Message(out.toBytes());
    }

    private void read(Reading r) throws IOException {
        if (field == null) {
            JsonReader.root(r, message);
        } else {
            field.read(r);
        }
    }
}
