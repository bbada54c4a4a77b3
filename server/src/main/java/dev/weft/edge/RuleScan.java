package dev.weft.edge;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds out where messages have protovalidate rules. */
final class RuleScan {
    /** Of the extensions message, oneof and field of {@code buf/validate/validate.proto}. */
    private static final int RULES = 1159;

    private RuleScan() {}

    /** Whether the type, or one that its messages can contain, has rules. */
    static boolean hasRules(Descriptor type) {
        return reach(type).stream().anyMatch(RuleScan::hasRulesItself);
    }

    /** The type, and all that its messages can contain at any depth. */
    static Set<Descriptor> reach(Descriptor type) {
        Set<Descriptor> seen = new LinkedHashSet<>(Set.of(type));
        Deque<Descriptor> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (FieldDescriptor field : open.remove().getFields()) {
                if (field.getJavaType() == JavaType.MESSAGE && seen.add(field.getMessageType())) {
                    open.add(field.getMessageType());
                }
            }
        }
        return seen;
    }

    private static boolean hasRulesItself(Descriptor type) {
        return hasRules(type.getOptions())
                || type.getFields().stream().anyMatch(field -> hasRules(field.getOptions()))
                || type.getOneofs().stream().anyMatch(oneof -> hasRules(oneof.getOptions()));
    }

    // An option may have been read as an extension or kept as an unknown field; on the wire it is the same.
    private static boolean hasRules(Message options) {
        if (options.getSerializedSize() == 0) {
            return false;
        }
        try {
            return UnknownFieldSet.parseFrom(options.toByteString()).hasField(RULES);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("options that cannot be read back", e);
        }
    }
}
