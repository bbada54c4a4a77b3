package dev.weft.execution;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Any read mask, and the slow way to apply it: what is not named is cleared. */
final class SlowMask {
    private SlowMask() {}

    /** One to five paths into that answer. */
    static Arbitrary<List<String>> any(Descriptor answer) {
        List<String> all = new ArrayList<>();
        addPaths("", answer, 3, all);
        return Arbitraries.of(all).list().ofMinSize(1).ofMaxSize(5);
    }

    private static void addPaths(String prefix, Descriptor type, int depth, List<String> to) {
        for (FieldDescriptor field : type.getFields()) {
            if (field.getName().equals("status")) {
                continue;
            }
            to.add(prefix + field.getName());
            boolean entered = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                    && depth > 1
                    && !field.isMapField()
                    && !field.getMessageType().getFullName().startsWith("google.");
            if (entered) {
                addPaths(prefix + field.getName() + ".", field.getMessageType(), depth - 1, to);
            }
        }
    }

    static DynamicMessage apply(DynamicMessage message, List<String> paths) {
        DynamicMessage.Builder kept = DynamicMessage.newBuilder(message.getDescriptorForType());
        message.getAllFields().forEach((field, value) -> {
            List<String> inside = paths.stream()
                    .filter(path -> path.startsWith(field.getName() + "."))
                    .map(path -> path.substring(field.getName().length() + 1))
                    .toList();
            if (paths.contains(field.getName())) {
                kept.setField(field, value);
            } else if (!inside.isEmpty() && field.isRepeated()) {
                ((List<?>) value).forEach(each -> kept.addRepeatedField(field, apply((DynamicMessage) each, inside)));
            } else if (!inside.isEmpty()) {
                DynamicMessage part = apply((DynamicMessage) value, inside);
                // A message that is composed in place is there when a field of it is.
                if (!part.getAllFields().isEmpty() || !field.getName().matches("summary|depth")) {
                    kept.setField(field, part);
                }
            }
        });
        return kept.build();
    }
}
