package dev.weft.wire;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How fields of one message are filled from another: what a {@link Projection} is compiled from.
 *
 * <p>It can be added to until it is compiled, so that mappings of recursive types can refer to each other. Not
 * thread-safe.
 */
public final class Mapping {
    private final Descriptor source;
    private final List<Rule> rules = new ArrayList<>();
    private final List<byte[]> constants = new ArrayList<>();
    private final List<Part.Slot> inserts = new ArrayList<>();
    private final List<Integer> derived = new ArrayList<>();
    private boolean compiled;

    /** An empty mapping from messages of type {@code source}. */
    public Mapping(Descriptor source) {
        this.source = source;
    }

    /**
     * Fills {@code target}, a scalar, an enum, or a list or map of them, from the field at the end of {@code path}.
     *
     * @param path from the source message through singular message fields; not empty
     * @param defaults whether a value that is its type's default is copied
     * @throws IllegalArgumentException when {@link Conversion#between} finds no way from one to the other
     */
    public Mapping copy(List<FieldDescriptor> path, FieldDescriptor target, Defaults defaults) {
        requireOpen();
        require(!path.isEmpty(), "path", path, "a path of at least one field");
        requirePath(path);
        FieldDescriptor from = path.get(path.size() - 1);
        requireSameShape(from, target);
        if (from.isMapField()) {
            requireConversion(key(from), key(target));
            requireConversion(value(from), value(target));
        } else {
            requireConversion(from, target);
        }
        rules.add(new Copy(List.copyOf(path), target, defaults));
        return this;
    }

    /**
     * Fills {@code target}, a message, a list of messages or a map to messages, each message by {@code element}.
     *
     * @param path from the source message through singular message fields; empty for the source message itself
     * @param defaults whether an empty message is copied, of a singular field
     * @throws IllegalArgumentException when the path does not end in what {@code target} and {@code element} need
     */
    public Mapping project(List<FieldDescriptor> path, FieldDescriptor target, Mapping element, Defaults defaults) {
        requireOpen();
        requirePath(path);
        if (path.isEmpty()) {
            require(isMessage(target) && !target.isRepeated(), "target", target, "a singular message field");
            require(sameType(source, element.source), "element's source", element.source, source.getFullName());
        } else {
            requireElement(path.get(path.size() - 1), target, element);
        }
        rules.add(new Project(List.copyOf(path), target, element, defaults));
        return this;
    }

    /**
     * Adds fields that are always the same, already encoded, to every message that is filled by this mapping. They stand before
     * all that is read: of a singular field that both fill, what is read is the value.
     */
    public Mapping constant(byte[] fields) {
        requireOpen();
        constants.add(fields.clone());
        return this;
    }

    /**
     * Adds, to every message that is filled by this mapping, the fields that stand in {@code slots[slot]} when the page
     * is written: what is read elsewhere than in the source.
     */
    public Mapping insert(Part.Slot slot) {
        requireOpen();
        inserts.add(slot);
        return this;
    }

    /**
     * Adds, to every message that is filled by this mapping, fields that a {@link Deriver} works out of the source message when the
     * page is written.
     *
     * @param index which, for the deriver
     */
    public Mapping derive(int index) {
        requireOpen();
        derived.add(index);
        return this;
    }

    /**
     * Every field of {@code type} into itself, at every depth; what it does not declare is dropped. So are groups and
     * delimited fields, which are not copied.
     */
    public static Mapping identity(Descriptor type) {
        return identity(type, new HashMap<>());
    }

    private static Mapping identity(Descriptor type, Map<Descriptor, Mapping> known) {
        Mapping started = known.get(type);
        if (started != null) {
            return started;
        }
        Mapping mapping = new Mapping(type);
        known.put(type, mapping);
        for (FieldDescriptor field : type.getFields()) {
            List<FieldDescriptor> path = List.of(field);
            FieldDescriptor content = field.isMapField() ? value(field) : field;
            if (isMessage(content)) {
                mapping.project(path, field, identity(content.getMessageType(), known), Defaults.AS_DECLARED);
            } else if (content.getType() != Type.GROUP) {
                mapping.copy(path, field, Defaults.AS_DECLARED);
            }
        }
        return mapping;
    }

    /** Lets nothing be added any more: what was compiled from it would not know. */
    void close() {
        compiled = true;
    }

    private void requireOpen() {
        if (compiled) {
            throw new IllegalStateException("mapping: compiled (expected: one that is still put together)");
        }
    }

    Descriptor source() {
        return source;
    }

    List<Rule> rules() {
        return rules;
    }

    List<byte[]> constants() {
        return constants;
    }

    List<Part.Slot> inserts() {
        return inserts;
    }

    List<Integer> derived() {
        return derived;
    }

    private void requirePath(List<FieldDescriptor> path) {
        Descriptor at = source;
        for (int i = 0; i < path.size(); i++) {
            FieldDescriptor step = path.get(i);
            require(sameType(step.getContainingType(), at), "path", step, "a field of " + at.getFullName());
            if (i < path.size() - 1) {
                require(isMessage(step) && !step.isRepeated(), "path", step, "a singular message field");
                at = step.getMessageType();
            }
        }
    }

    private static void requireElement(FieldDescriptor from, FieldDescriptor target, Mapping element) {
        requireSameShape(from, target);
        if (from.isMapField()) {
            requireConversion(key(from), key(target));
        }
        FieldDescriptor message = from.isMapField() ? value(from) : from;
        FieldDescriptor filled = target.isMapField() ? value(target) : target;
        require(isMessage(message), "source", from, "a message field, not delimited");
        require(isMessage(filled), "target", target, "a message field, not delimited");
        require(
                sameType(message.getMessageType(), element.source),
                "element's source",
                element.source,
                message.getMessageType().getFullName());
    }

    private static void requireSameShape(FieldDescriptor from, FieldDescriptor target) {
        String shape = from.isMapField() ? "a map field" : from.isRepeated() ? "a repeated field" : "a singular field";
        boolean same = from.isMapField() == target.isMapField() && from.isRepeated() == target.isRepeated();
        require(same, "target", target, shape + " like " + from);
    }

    private static void requireConversion(FieldDescriptor from, FieldDescriptor target) {
        require(Conversion.between(from, target) != null, "target", target, "what " + from + " converts to");
    }

    private static void require(boolean condition, String what, Object value, String expected) {
        if (!condition) {
            throw new IllegalArgumentException(what + ": " + value + " (expected: " + expected + ")");
        }
    }

    private static boolean isMessage(FieldDescriptor field) {
        return field.getType() == Type.MESSAGE;
    }

    private static boolean sameType(Descriptor one, Descriptor other) {
        return one.getFullName().equals(other.getFullName());
    }

    static FieldDescriptor key(FieldDescriptor map) {
        return map.getMessageType().findFieldByNumber(1);
    }

    static FieldDescriptor value(FieldDescriptor map) {
        return map.getMessageType().findFieldByNumber(2);
    }

    /** Whether a value that is the default of its type, zero or empty, is a value. */
    public enum Defaults {
        /** As protobuf has it: kept where source and target both have presence, otherwise dropped. */
        AS_DECLARED,
        /** Kept where the source has presence. */
        AS_SENT,
        /** Never kept. */
        DROPPED
    }

    /** One target field and what fills it. */
    sealed interface Rule {
        List<FieldDescriptor> path();

        FieldDescriptor target();

        Defaults defaults();
    }

    record Copy(List<FieldDescriptor> path, FieldDescriptor target, Defaults defaults) implements Rule {}

    record Project(List<FieldDescriptor> path, FieldDescriptor target, Mapping element, Defaults defaults)
            implements Rule {}
}
