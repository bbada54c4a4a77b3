package dev.weft.wire;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The actions of one node while they are collected. */
final class FieldActions {
    /** Fields up to this number are found by index, others by search. */
    private static final int HIGHEST_LOW = 255;

    private final TreeMap<Integer, Action> first = new TreeMap<>();
    private final Map<Integer, FieldDescriptor> fields = new HashMap<>();

    void add(FieldDescriptor field, Action action) {
        Action before = first.putIfAbsent(field.getNumber(), action);
        if (before != null) {
            action.next = before.next;
            before.next = action;
        }
        fields.put(field.getNumber(), field);
    }

    /** Gives the node its actions. */
    void finish(Node node) {
        List.copyOf(fields.values()).forEach(this::addMembersBeside);
        assignSeenBits();
        node.setActions(
                low(), high().keySet().stream().mapToInt(Integer::intValue).toArray(), array(high().values()));
    }

    /** A later member of a oneof clears the one that is copied, so all its members are tracked. */
    private void addMembersBeside(FieldDescriptor field) {
        OneofDescriptor oneof = field.getRealContainingOneof();
        if (oneof == null) {
            return;
        }
        for (FieldDescriptor member : oneof.getFields()) {
            if (!first.containsKey(member.getNumber())) {
                add(member, tracking(member));
            }
        }
    }

    private static Action tracking(FieldDescriptor field) {
        Action action = new Action(Action.TRACK, Tag.of(field.getNumber(), Tag.wireTypeOf(field)), 0);
        if (field.legacyEnumFieldTreatedAsClosed()) {
            action.known = new KnownNumbers(field.getEnumType());
            action.unknownIsAbsent = true;
        }
        return action;
    }

    /** A oneof's members share a bit, so they are all of the usual kinds or none is. */
    private void assignSeenBits() {
        Set<Integer> oddOneofs = oddOneofs();
        Map<Integer, Integer> oneofs = new HashMap<>();
        int usual = 0;
        int odd = Action.ODD_WORD * Long.SIZE;
        for (Map.Entry<Integer, Action> entry : first.entrySet()) {
            Action action = entry.getValue();
            action.repeated = field(entry.getKey()).isRepeated();
            action.oneof = oneof(entry.getKey());
            Integer shared = oneofs.get(action.oneof);
            boolean fits = (shared == null ? usual : shared) < Long.SIZE && !oddOneofs.contains(action.oneof);
            action.kind = fits ? action.usualKind() : Action.ODD;
            if (!action.repeated) {
                int bit = shared != null ? shared : action.kind == Action.ODD ? odd++ : usual++;
                action.setSeenBit(bit);
                if (action.oneof >= 0) {
                    oneofs.put(action.oneof, bit);
                }
            }
        }
    }

    private Set<Integer> oddOneofs() {
        return first.entrySet().stream()
                .filter(entry -> entry.getValue().usualKind() == Action.ODD)
                .map(entry -> oneof(entry.getKey()))
                .filter(index -> index >= 0)
                .collect(Collectors.toSet());
    }

    private int oneof(int number) {
        OneofDescriptor oneof = field(number).getRealContainingOneof();
        return oneof == null ? -1 : oneof.getIndex();
    }

    private FieldDescriptor field(int number) {
        return Objects.requireNonNull(fields.get(number));
    }

    private @Nullable Action[] low() {
        SortedMap<Integer, Action> low = first.headMap(HIGHEST_LOW + 1);
        @Nullable Action[] byNumber = new Action[low.isEmpty() ? 0 : low.lastKey() + 1];
        low.forEach((number, action) -> byNumber[number] = action);
        return byNumber;
    }

    private SortedMap<Integer, Action> high() {
        return first.tailMap(HIGHEST_LOW + 1);
    }

    private static Action[] array(Collection<Action> actions) {
        return actions.toArray(Action[]::new);
    }
}
