package dev.weft.transcoding;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fields that a path and a query set, gathered one by one and written as one message. Used by one thread. */
final class FieldTree {
    private final SortedMap<Integer, Values> values = new TreeMap<>();
    private final SortedMap<Integer, Child> children = new TreeMap<>();
    private final Map<OneofDescriptor, FieldDescriptor> oneofs = new HashMap<>();
    private byte @Nullable [] before;

    private record Values(FieldReader field, List<byte[]> bytes) {}

    private record Child(FieldDescriptor field, FieldTree tree) {}

    /** Whether the field can be set: no other member of its oneof is. From here on it is the one. */
    boolean claim(FieldDescriptor field) {
        OneofDescriptor oneof = field.getRealContainingOneof();
        if (oneof == null) {
            return true;
        }
        FieldDescriptor other = oneofs.putIfAbsent(oneof, field);
        return other == null || other.equals(field);
    }

    FieldTree child(FieldDescriptor field) {
        return children.computeIfAbsent(field.getNumber(), number -> new Child(field, new FieldTree()))
                .tree();
    }

    /** The message begins with these fields, which are serialized already. */
    void begin(byte[] fields) {
        before = fields;
    }

    /** Adds a value, and says whether it could be: a singular field takes one. */
    boolean add(FieldReader field, byte[] value) {
        List<byte[]> all = values.computeIfAbsent(
                        field.descriptor.getNumber(), number -> new Values(field, new ArrayList<>()))
                .bytes();
        all.add(value);
        return field.descriptor.isRepeated() || all.size() == 1;
    }

    void write(WireOutput out) {
        if (before != null) {
            out.raw(before);
        }
        values.values().forEach(each -> write(each, out));
        for (Child child : children.values()) {
            out.tag(WireScan.tag(child.field().getNumber(), WireScan.LENGTH));
            int start = out.open();
            child.tree().write(out);
            out.close(start);
        }
    }

    private static void write(Values values, WireOutput out) {
        FieldDescriptor field = values.field().descriptor;
        if (field.isPacked()) {
            out.tag(WireScan.tag(field.getNumber(), WireScan.LENGTH));
            int start = out.open();
            values.bytes().forEach(out::raw);
            out.close(start);
        } else {
            values.bytes().forEach(value -> single(values.field(), value, out));
        }
    }

    private static void single(FieldReader field, byte[] value, WireOutput out) {
        int mark = out.length();
        out.tag(field.tag);
        int start = out.length();
        out.raw(value);
        boolean dropsDefault = !field.descriptor.hasPresence() && !field.descriptor.isRepeated();
        if (dropsDefault && out.isZero(start)) {
            out.rewind(mark);
        }
    }
}
