package dev.weft.wire;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import dev.weft.wire.Mapping.Defaults;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Takes one field out of each element of a list: {@code orders.map(o, o.total)}. Where an element does not have it, the default of its type
 * stands for it, so that there are as many values as elements. Immutable, safe for use by many threads.
 */
public final class Pluck {
    private final byte[] absent;

    private Pluck(byte[] absent) {
        this.absent = absent;
    }

    /**
     * For fields that are put into {@code values}.
     *
     * @param values a repeated field, the only one of its message
     */
    public static Pluck of(FieldDescriptor values) {
        int tag = Tag.of(values.getNumber(), Tag.wireTypeOf(values));
        int size = switch (Tag.wireType(tag)) {
            case Tag.FIXED64 -> Long.BYTES;
            case Tag.FIXED32 -> Integer.BYTES;
            default -> 1;
        };
        byte[] absent = new byte[Tag.size(tag) + size];
        Tag.write(absent, 0, tag);
        return new Pluck(absent);
    }

    /**
     * What is read of the message that the list is in: the elements with the field alone.
     *
     * @param mapping of that message
     * @param list the fields to the list, the last of them
     * @param leaf the fields from an element to the one that is wanted, all of them single
     * @param elements a repeated field for the elements with one field, of the number of the values, for what is wanted
     */
    public static Mapping read(
            Mapping mapping, List<FieldDescriptor> list, List<FieldDescriptor> leaf, FieldDescriptor elements) {
        FieldDescriptor last = list.get(list.size() - 1);
        FieldDescriptor wanted = leaf.get(leaf.size() - 1);
        FieldDescriptor value = elements.getMessageType().getFields().get(0);
        Mapping element = new Mapping(last.getMessageType());
        if (wanted.getType() == Type.MESSAGE) {
            element.project(leaf, value, Mapping.identity(wanted.getMessageType()), Defaults.AS_DECLARED);
        } else {
            element.copy(leaf, value, Defaults.AS_DECLARED);
        }
        return mapping.project(list, elements, element, Defaults.AS_DECLARED);
    }

    /** The values, in a message of their own, of what {@link #read} made. */
    public byte[] values(byte[] read) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(read.length);
        for (int at = 0; at < read.length; ) {
            int length = Varint.next(read, at);
            int content = Varint.next(read, length);
            int end = content + (int) Varint.value(read, length, content);
            if (content == end) {
                out.writeBytes(absent);
            } else {
                out.write(read, content, end - content);
            }
            at = end;
        }
        return out.toByteArray();
    }
}
