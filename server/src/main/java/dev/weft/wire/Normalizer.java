package dev.weft.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a message in which singular fields or members of a oneof occur more than once, which is legal and rare, so
 * that they occur once: of scalars and of a oneof's members the last one stays, messages are merged. (And a map's value
 * that is absent, and from which something is filled even so, is written as the empty message that it means.) Simple rather than fast; what it
 * takes of time and memory is linear in the bytes, however deep they are nested. It is given only what {@link Walk} checked, and keeps
 * only what is copied; and all of a message that something is worked out of.
 */
final class Normalizer {
    private final byte[] source;
    private final Output out;
    private final Set<Node> nodes;
    private final boolean whole;
    private final List<Occurrence> others = new ArrayList<>();
    private final Map<Integer, Kept> kept = new LinkedHashMap<>();
    private final Map<Integer, Integer> oneofMembers = new HashMap<>();

    /** The nodes are all those that are applied to the message; {@code whole} when what they do not copy is kept too. */
    private Normalizer(byte[] source, Output out, Set<Node> nodes, boolean whole) {
        this.source = source;
        this.out = out;
        this.nodes = nodes;
        this.whole = whole || nodes.stream().anyMatch(node -> node.derived.length > 0);
    }

    /** The message with every singular field once, as far as {@code node} copies it. */
    static byte[] normalize(byte[] source, Node node) throws MalformedException {
        Output out = new Output(source.length);
        Normalizer normalizer = new Normalizer(source, out, withSelves(Set.of(node)), false);
        normalizer.read(0, source.length);
        normalizer.write();
        return Arrays.copyOf(out.array(), out.size());
    }

    private void read(int start, int end) {
        for (int at = start; at < end; ) {
            Occurrence occurrence = Occurrence.at(source, at);
            at = occurrence.end();
            Action action = action(occurrence.number());
            if (action != null && isOne(action, occurrence)) {
                keep(action, occurrence);
            } else if (action == null && whole) {
                others.add(occurrence);
            }
        }
    }

    /** What is done with the field: by who copies it, if anybody does. */
    private @Nullable Action action(int number) {
        Action tracked = null;
        for (Node node : nodes) {
            Action action = node.action(number);
            if (action != null && action.operation != Action.TRACK) {
                return action;
            }
            tracked = action == null ? tracked : action;
        }
        return tracked;
    }

    private boolean isOne(Action action, Occurrence occurrence) {
        if (occurrence.tag() != action.sourceTag) {
            return occurrence.tag() == action.packedTag;
        }
        return !action.unknownIsAbsent || action.isKnown(source, occurrence.content(), occurrence.end());
    }

    private void keep(Action action, Occurrence occurrence) {
        int number = occurrence.number();
        if (action.oneof >= 0) {
            Integer before = oneofMembers.put(action.oneof, number);
            if (before != null && before != number) {
                kept.remove(before);
            }
        }
        Kept field = kept(action);
        // What is only tracked may be a message, of which all parts count for who reads the whole.
        boolean replaced = !field.repeated() && field.children().isEmpty();
        if (replaced && !(whole && action.operation == Action.TRACK)) {
            field.occurrences().clear();
        }
        field.occurrences().add(occurrence);
    }

    private Kept kept(Action action) {
        return kept.computeIfAbsent(
                Tag.number(action.sourceTag), number -> new Kept(action.sourceTag, action.repeated, children(number)));
    }

    private void addEntryValue() {
        for (Node node : nodes) {
            if (node.entryValue != null && node.requiresValue()) {
                kept(node.entryValue);
            }
        }
    }

    private Set<Node> children(int number) {
        Set<Node> children = new LinkedHashSet<>();
        for (Node node : nodes) {
            for (Action action = node.action(number); action != null; action = action.next) {
                if (action.node != null) {
                    children.add(action.node);
                }
            }
        }
        return withSelves(children);
    }

    /** The nodes, and those that they apply to the same message. */
    private static Set<Node> withSelves(Set<Node> nodes) {
        Set<Node> all = new LinkedHashSet<>(nodes);
        Deque<Node> open = new ArrayDeque<>(nodes);
        while (!open.isEmpty()) {
            for (Action self : open.pop().selves) {
                if (all.add(self.child())) {
                    open.push(self.child());
                }
            }
        }
        return all;
    }

    private void write() throws MalformedException {
        addEntryValue();
        for (Kept field : kept.values()) {
            if (field.children().isEmpty()) {
                copy(field.occurrences());
            } else if (field.repeated()) {
                for (Occurrence each : field.occurrences()) {
                    writeMessage(field, List.of(each));
                }
            } else {
                writeMessage(field, field.occurrences());
            }
        }
        copy(others);
    }

    private void copy(List<Occurrence> occurrences) throws MalformedException {
        for (Occurrence each : occurrences) {
            out.copy(source, each.start(), each.end());
        }
    }

    /** Messages are merged by reading one after the other. */
    private void writeMessage(Kept field, List<Occurrence> merged) throws MalformedException {
        Normalizer message = new Normalizer(source, out, field.children(), whole);
        int expected = 0;
        for (Occurrence each : merged) {
            message.read(each.content(), each.end());
            expected += each.end() - each.content();
        }
        int content = out.open(field.tag(), expected);
        message.write();
        out.close(content, expected);
    }

    /** What is left of one field, and the nodes that are applied to it when it is a message. */
    private record Kept(int tag, boolean repeated, Set<Node> children, List<Occurrence> occurrences) {
        Kept(int tag, boolean repeated, Set<Node> children) {
            this(tag, repeated, children, new ArrayList<>());
        }
    }

    /**
     * One field on the wire, from {@code start} to {@code end}; its value, without a length, begins at {@code content}.
     */
    private record Occurrence(int tag, int start, int content, int end) {
        static Occurrence at(byte[] message, int start) {
            int value = Varint.next(message, start);
            int tag = (int) Varint.value(message, start, value);
            int end = Tag.next(message, tag, value);
            int content = Tag.wireType(tag) == Tag.LENGTH ? Varint.next(message, value) : value;
            return new Occurrence(tag, start, content, end);
        }

        int number() {
            return Tag.number(tag);
        }
    }
}
