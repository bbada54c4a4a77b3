package dev.weft.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.weft.wire.Mapping.Copy;
import dev.weft.wire.Mapping.Defaults;
import dev.weft.wire.Mapping.Project;
import dev.weft.wire.Mapping.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The oracle: what a projection means, done on message objects. Messages are compared as trees: a map from field number
 * to value, numbers as long or double, lists as lists, maps as maps, where the last of equal keys has won.
 */
final class SlowProjection {
    private SlowProjection() {}

    static Map<Integer, Object> project(Message source, Mapping mapping) {
        Map<Integer, Object> target = new TreeMap<>();
        mapping.constants().forEach(fields -> target.putAll(constant(mapping, fields)));
        for (Rule rule : mapping.rules()) {
            follow(source, rule.path()).ifPresent(from -> apply(from, rule, target));
        }
        return target;
    }

    /** The constants of these tests are of int32 fields. */
    private static Map<Integer, Object> constant(Mapping mapping, byte[] fields) {
        try {
            Map<Integer, Object> values = new TreeMap<>();
            com.google.protobuf.UnknownFieldSet.parseFrom(fields)
                    .asMap()
                    .forEach((number, field) ->
                            values.put(number, field.getVarintList().get(0)));
            return values;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(mapping.source().getFullName(), e);
        }
    }

    /** The message that holds the path's last field, if all before it are there. */
    private static Optional<Message> follow(Message source, List<FieldDescriptor> path) {
        Message at = source;
        for (int i = 0; i < path.size() - 1; i++) {
            if (!at.hasField(path.get(i))) {
                return Optional.empty();
            }
            at = (Message) at.getField(path.get(i));
        }
        return Optional.of(at);
    }

    private static void apply(Message from, Rule rule, Map<Integer, Object> target) {
        int number = rule.target().getNumber();
        if (rule instanceof Project project && rule.path().isEmpty()) {
            put(target, number, project(from, project.element()), project.defaults() == Defaults.AS_DECLARED);
            return;
        }
        FieldDescriptor source = rule.path().get(rule.path().size() - 1);
        if (source.isMapField()) {
            Map<Object, Object> map = map(from, source, rule);
            put(target, number, map, false);
        } else if (source.isRepeated()) {
            List<Object> list = new ArrayList<>();
            ((List<?>) from.getField(source))
                    .forEach(element -> value(element, source, rule).ifPresent(list::add));
            put(target, number, list, false);
        } else if (isThere(from, source)) {
            boolean keepsZero = rule.defaults() == Defaults.AS_DECLARED
                    && (rule instanceof Project
                            || (source.hasPresence() && rule.target().hasPresence()));
            value(from.getField(source), source, rule).ifPresent(value -> put(target, number, value, keepsZero));
        }
    }

    /** protobuf-java says of an explicit zero in a field without presence that it is there. */
    private static boolean isThere(Message message, FieldDescriptor field) {
        return message.hasField(field) && (field.hasPresence() || !isZero(scalar(message.getField(field), field)));
    }

    private static void put(Map<Integer, Object> target, int number, Object value, boolean keepsZero) {
        if (keepsZero || !isZero(value)) {
            target.put(number, value);
        }
    }

    private static Optional<Object> value(Object value, FieldDescriptor source, Rule rule) {
        return rule instanceof Project project
                ? Optional.of(project((Message) value, project.element()))
                : converted(value, source, ((Copy) rule).target());
    }

    private static Optional<Object> converted(Object value, FieldDescriptor source, FieldDescriptor target) {
        Object number = scalar(value, source);
        boolean known = !target.legacyEnumFieldTreatedAsClosed()
                || target.getEnumType().findValueByNumber(((Long) number).intValue()) != null;
        return known ? Optional.of(number) : Optional.empty();
    }

    private static Map<Object, Object> map(Message from, FieldDescriptor source, Rule rule) {
        Map<Object, Object> map = new HashMap<>();
        FieldDescriptor key = Mapping.key(source);
        FieldDescriptor value = Mapping.value(source);
        for (Object element : (List<?>) from.getField(source)) {
            Message entry = (Message) element;
            if (isOfUnknownNumber(entry, value)) {
                continue;
            }
            Object content = entry.getField(value);
            Optional<Object> written = rule instanceof Project project
                    ? Optional.of(project((Message) content, project.element()))
                    : converted(content, value, Mapping.value(rule.target()));
            written.ifPresent(it -> map.put(scalar(entry.getField(key), key), it));
        }
        return map;
    }

    /**
     * An entry with a number that its closed enum does not know is no entry; protobuf-java gives it the default value.
     */
    static boolean isOfUnknownNumber(Message entry, FieldDescriptor value) {
        return value.legacyEnumFieldTreatedAsClosed()
                && entry.getUnknownFields().hasField(2);
    }

    /** The message as a tree; fails when it holds something that its type does not declare. */
    static Map<Integer, Object> tree(Message message) {
        if (!message.getUnknownFields().asMap().isEmpty()) {
            throw new AssertionError("unknown fields in "
                    + message.getDescriptorForType().getFullName() + ": " + message.getUnknownFields());
        }
        Map<Integer, Object> tree = new TreeMap<>();
        message.getAllFields().forEach((field, value) -> tree.put(field.getNumber(), tree(field, value)));
        return tree;
    }

    private static Object tree(FieldDescriptor field, Object value) {
        if (field.isMapField()) {
            Map<Object, Object> map = new HashMap<>();
            for (Object element : (List<?>) value) {
                Message entry = (Message) element;
                tree(entry);
                map.put(
                        one(Mapping.key(field), entry.getField(Mapping.key(field))),
                        one(Mapping.value(field), entry.getField(Mapping.value(field))));
            }
            return map;
        }
        return field.isRepeated()
                ? ((List<?>) value).stream().map(element -> one(field, element)).toList()
                : one(field, value);
    }

    private static Object one(FieldDescriptor field, Object value) {
        return field.getJavaType() == JavaType.MESSAGE ? tree((Message) value) : scalar(value, field);
    }

    private static Object scalar(Object value, FieldDescriptor field) {
        return switch (field.getType()) {
            case UINT32, FIXED32 -> Integer.toUnsignedLong((Integer) value);
            case INT32, SINT32, SFIXED32 -> ((Integer) value).longValue();
            case FLOAT -> ((Float) value).doubleValue();
            case ENUM -> (long) ((EnumValueDescriptor) value).getNumber();
            default -> value;
        };
    }

    private static boolean isZero(Object value) {
        return value.equals(0L)
                || value.equals(0.0)
                || value.equals(false)
                || value.equals("")
                || value.equals(ByteString.EMPTY)
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof List<?> list && list.isEmpty());
    }

    static Map<Integer, Object> parsed(com.google.protobuf.Descriptors.Descriptor type, byte[] bytes)
            throws InvalidProtocolBufferException {
        return tree(DynamicMessage.parseFrom(type, bytes));
    }
}
