package dev.weft.transcoding;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How one field is written. Immutable once its message type is compiled. */
final class FieldWriter {
    private static final int[] NONE = {};

    final FieldDescriptor descriptor;
    final int tag;
    /** The tag of packed values, or that of one value where there is no such form. */
    final int packedTag;
    /** {@code ,"name":} */
    final byte[] name;
    /** {@code ,"name":} and the default; null for a field that has presence: it is left out. */
    final byte @Nullable [] absent;
    /** The slots of the other members of the field's oneof. */
    int[] rivals = NONE;

    final ValueWriter value;
    private final Occurrences occurrences;

    FieldWriter(FieldDescriptor descriptor, ValueWriter value, @Nullable String absent) {
        this.descriptor = descriptor;
        this.value = value;
        this.tag = WireScan.tag(descriptor.getNumber(), ScalarWriters.wireType(descriptor));
        this.packedTag = descriptor.isPackable() ? WireScan.tag(descriptor.getNumber(), WireScan.LENGTH) : tag;
        this.name = concat(concat(new byte[] {','}, JsonText.quoted(descriptor.getJsonName())), new byte[] {':'});
        this.absent = absent == null ? null : concat(name, absent.getBytes(StandardCharsets.UTF_8));
        this.occurrences = occurrences(descriptor, value);
    }

    private Occurrences occurrences(FieldDescriptor field, ValueWriter value) {
        if (field.isMapField()) {
            return new MapWriter(this, (ObjectWriter) value);
        }
        if (field.isRepeated()) {
            return new ListWriter(this, value);
        }
        return value instanceof MessageWriter message ? new MergingWriter(this, message) : new LastWriter(value);
    }

    boolean accepts(int tag) {
        return tag == this.tag || tag == packedTag;
    }

    /** Writes the value of the field, which stands in the source between these two tags, both included. */
    void write(Writing w, int firstTag, int lastTag) throws UnwritableException {
        try {
            occurrences.write(w, firstTag, lastTag);
        } catch (UnwritableException e) {
            throw e.in(descriptor.getJsonName());
        }
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** Writes what all occurrences of a field make together. */
    interface Occurrences {
        void write(Writing w, int firstTag, int lastTag) throws UnwritableException;
    }

    private record LastWriter(ValueWriter value) implements Occurrences {
        @Override
        public void write(Writing w, int firstTag, int lastTag) throws UnwritableException {
            value.write(w, WireScan.afterVarint(w.source, lastTag));
        }
    }
}
