package dev.weft.wire;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import dev.weft.wire.Mapping.Copy;
import dev.weft.wire.Mapping.Defaults;
import dev.weft.wire.Mapping.Project;
import dev.weft.wire.Mapping.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compiles mappings to projections. A mapping has one node, whichever projection refers to it; its paths of several steps become a
 * tree of nodes below it, so that paths with a common beginning descend together. Not thread-safe.
 */
public final class ProjectionCompiler {
    private final IdentityHashMap<Mapping, Node> nodes = new IdentityHashMap<>();

    /** The nodes of mappings that no projection before the one that is being compiled has. */
    private final List<Node> fresh = new ArrayList<>();

    /** Its new nodes, also of maps' entries, of which every declared field of the message is copied somewhere, and nothing is added. */
    private final List<Node> complete = new ArrayList<>();

    private boolean inserts;

    /**
     * Compiles a mapping and all that it refers to: none of it can be added to any more.
     *
     * @throws IllegalArgumentException when it cannot be compiled, as when a message would be projected into itself without end; the
     *     compiler is then of no more use
     */
    public Projection compile(Mapping mapping) {
        Node node = nodeOf(mapping);
        for (Node each : fresh) {
            requireNoSelfCycle(each, new HashSet<>());
        }
        findVerbatim();
        fresh.clear();
        complete.clear();
        return new Projection(mapping, node, inserts && inserts(node, new HashSet<>()));
    }

    /** Those are left that copy all, once those that refer to one that does not are taken out until there is none. */
    private void findVerbatim() {
        Set<Node> left = Collections.newSetFromMap(new IdentityHashMap<>());
        left.addAll(complete);
        left.forEach(node -> node.verbatim = true);
        while (left.removeIf(node -> !node.actions().stream().allMatch(Action::copiesAll))) {
            complete.forEach(node -> node.verbatim = left.contains(node));
        }
    }

    /** Whether something is inserted in the message, or in one that is inside of it. */
    private static boolean inserts(Node node, Set<Node> seen) {
        return seen.add(node)
                && (node.inserts.length > 0
                        || node.derived.length > 0
                        || Stream.concat(Arrays.stream(node.selves), node.actions().stream())
                                .anyMatch(action -> insertsAny(action, seen)));
    }

    private static boolean insertsAny(@Nullable Action first, Set<Node> seen) {
        for (Action action = first; action != null; action = action.next) {
            if (action.node != null && inserts(action.node, seen)) {
                return true;
            }
        }
        return false;
    }

    private Node nodeOf(Mapping mapping) {
        Node started = nodes.get(mapping);
        if (started != null) {
            return started;
        }
        Node node = new Node();
        mapping.close();
        nodes.put(mapping, node);
        fresh.add(node);
        node.constants = mapping.constants().stream().map(Part.Constant::new).toArray(Part.Constant[]::new);
        node.inserts = mapping.inserts().toArray(Part.Slot[]::new);
        node.derived = mapping.derived().stream().mapToInt(Integer::intValue).toArray();
        inserts |= node.inserts.length > 0 || node.derived.length > 0;
        fill(node, mapping.rules(), 0);
        if (!node.writesOfNothing() && copiesEvery(mapping.source(), node)) {
            complete.add(node);
        }
        return node;
    }

    private static boolean copiesEvery(Descriptor source, Node node) {
        return source.getFields().stream().allMatch(field -> node.action(field.getNumber()) != null);
    }

    /** Fills a node with what {@code rules} say of the fields that stand at {@code step} in their paths. */
    private void fill(Node node, List<? extends Rule> rules, int step) {
        FieldActions fields = new FieldActions();
        List<Action> selves = new ArrayList<>();
        Map<Integer, List<Rule>> deeper = new TreeMap<>();
        for (Rule rule : rules) {
            int left = rule.path().size() - step;
            if (left > 1) {
                deeper.computeIfAbsent(rule.path().get(step).getNumber(), number -> new ArrayList<>())
                        .add(rule);
            } else if (left == 1) {
                fields.add(rule.path().get(step), leaf(rule));
            } else {
                selves.add(leaf(rule));
            }
        }
        for (List<Rule> together : deeper.values()) {
            FieldDescriptor field = together.get(0).path().get(step);
            Action descent = new Action(Action.DESCEND, Tag.of(field.getNumber(), Tag.LENGTH), 0);
            descent.node = new Node();
            fill(descent.node, together, step + 1);
            fields.add(field, descent);
        }
        node.selves = selves.toArray(Action[]::new);
        fields.finish(node);
    }

    private Action leaf(Rule rule) {
        FieldDescriptor target = rule.target();
        if (rule.path().isEmpty()) {
            Action self = new Action(Action.MESSAGE, 0, Tag.of(target.getNumber(), Tag.LENGTH));
            self.node = nodeOf(((Project) rule).element());
            self.keepsZero = rule.defaults() != Defaults.DROPPED;
            return self;
        }
        FieldDescriptor source = rule.path().get(rule.path().size() - 1);
        if (source.isMapField()) {
            return map(source, target, rule);
        }
        return rule instanceof Project project
                ? message(source, project)
                : scalar(source, target, keepsZero(source, rule));
    }

    private Action message(FieldDescriptor source, Project rule) {
        Action action = message(source, rule.target());
        action.node = nodeOf(rule.element());
        action.keepsZero = source.isRepeated() || rule.defaults() != Defaults.DROPPED;
        return action;
    }

    private static Action message(FieldDescriptor source, FieldDescriptor target) {
        return new Action(
                Action.MESSAGE, Tag.of(source.getNumber(), Tag.LENGTH), Tag.of(target.getNumber(), Tag.LENGTH));
    }

    /** A map is a list of entries: messages of a key and a value, both of which are copied even when they are zero. */
    private Action map(FieldDescriptor source, FieldDescriptor target, Rule rule) {
        Action action = message(source, target);
        FieldActions fields = new FieldActions();
        fields.add(Mapping.key(source), scalar(Mapping.key(source), Mapping.key(target), true));
        Action value = mapValue(Mapping.value(source), Mapping.value(target), rule);
        fields.add(Mapping.value(source), value);
        action.node = new Node();
        action.node.entryValue = rule instanceof Project ? value : null;
        fields.finish(action.node);
        complete.add(action.node);
        return action;
    }

    private Action mapValue(FieldDescriptor source, FieldDescriptor target, Rule rule) {
        if (rule instanceof Project project) {
            Action action = message(source, target);
            action.node = nodeOf(project.element());
            return action;
        }
        Action action = scalar(source, target, true);
        action.unknownIsAbsent = false;
        action.unknownDropsMessage = action.known != null;
        return action;
    }

    private static boolean keepsZero(FieldDescriptor source, Rule rule) {
        return source.isRepeated()
                || (rule instanceof Copy
                        && rule.defaults() != Defaults.DROPPED
                        && source.hasPresence()
                        && (rule.defaults() == Defaults.AS_SENT || rule.target().hasPresence()));
    }

    private static Action scalar(FieldDescriptor source, FieldDescriptor target, boolean keepsZero) {
        int wireType = Tag.wireTypeOf(source);
        Action action = new Action(
                operation(source, target),
                Tag.of(source.getNumber(), wireType),
                Tag.of(target.getNumber(), Tag.wireTypeOf(target)));
        if (source.isPackable()) {
            action.packedTag = Tag.of(source.getNumber(), Tag.LENGTH);
            action.targetPackedTag = Tag.of(target.getNumber(), Tag.LENGTH);
        }
        action.keepsZero = keepsZero;
        action.narrow = isNarrow(source.getType());
        closeEnums(action, source, target);
        action.always = keepsZero && action.known == null;
        return action;
    }

    private static void closeEnums(Action action, FieldDescriptor source, FieldDescriptor target) {
        if (source.legacyEnumFieldTreatedAsClosed()) {
            action.known = new KnownNumbers(source.getEnumType());
            action.unknownIsAbsent = !source.isRepeated();
        } else if (target.legacyEnumFieldTreatedAsClosed()) {
            action.known = new KnownNumbers(target.getEnumType());
        }
    }

    private static int operation(FieldDescriptor source, FieldDescriptor target) {
        Conversion conversion = Conversion.between(source, target);
        if (conversion == null) {
            throw new IllegalArgumentException(target + " (expected: what " + source + " converts to)");
        }
        return switch (conversion) {
            case SAME ->
                switch (source.getType()) {
                    case STRING -> Action.STRING;
                    case BYTES -> Action.BYTES;
                    default -> Action.COPY;
                };
            case INT32_TO_INT64 -> Action.WIDEN_SIGNED;
            // The zigzag form of a number is the same in both widths.
            case UINT32_TO_UINT64, SINT32_TO_SINT64 -> Action.WIDEN_UNSIGNED;
            case FLOAT_TO_DOUBLE -> Action.WIDEN_FLOAT;
        };
    }

    private static boolean isNarrow(Type type) {
        return type == Type.INT32 || type == Type.UINT32 || type == Type.SINT32 || type == Type.ENUM;
    }

    private static void requireNoSelfCycle(Node node, Set<Node> above) {
        if (!above.add(node)) {
            throw new IllegalArgumentException("mapping: projects a message into itself without end");
        }
        for (Action self : node.selves) {
            requireNoSelfCycle(self.child(), above);
        }
        above.remove(node);
    }
}
